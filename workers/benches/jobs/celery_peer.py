"""Celery with Redis, doing what the benchmark of ours does; prints one line of JSON.

Starts a Redis of its own on a Unix socket, and a worker with a prefork pool. Times are of the system-wide
monotonic clock, so that a process can say when it began what another asked for.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time

from celery import Celery

app = Celery("celery_peer")
app.config_from_object(
    {
        "broker_url": os.environ.get("PEER_BROKER", ""),
        "result_backend": os.environ.get("PEER_RESULTS", ""),
        "broker_connection_retry_on_startup": True,
        "worker_prefetch_multiplier": 4,
        # Tasks that wait for later are held by the worker; they must not use up what it may hold.
        "worker_send_task_events": False,
    }
)


@app.task
def begun():
    return time.monotonic_ns()


def singles(count, pause_s):
    taken = []
    for _ in range(count):
        time.sleep(pause_s)
        asked = time.monotonic_ns()
        taken.append((begun.delay().get(timeout=60) - asked) / 1e6)
    return taken


def burst(count):
    began = time.monotonic_ns()
    for result in [begun.delay() for _ in range(count)]:
        result.get(timeout=120)
    return count / ((time.monotonic_ns() - began) / 1e9)


@contextlib.contextmanager
def running(command, **options):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def main():
    workers, single, idle, waiting, many, pause_ms = map(int, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "redis.sock")
        os.environ["PEER_BROKER"] = f"redis+socket://{socket}"
        os.environ["PEER_RESULTS"] = f"redis+socket://{socket}"
        app.conf.update(broker_url=os.environ["PEER_BROKER"], result_backend=os.environ["PEER_RESULTS"])
        redis = ["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
        worker = [sys.executable, "-m", "celery", "-A", "celery_peer", "worker", "-c", str(workers)]
        here = os.path.dirname(os.path.abspath(__file__))
        with running(redis), running([*worker, "--without-mingle", "--without-gossip"], cwd=here):
            begun.delay().get(timeout=60)
            latency = []
            for count in (idle, waiting):
                for _ in range(count):
                    begun.apply_async(countdown=3600)
                singles(single // 10, pause_ms / 1e3)
                latency.append(singles(single, pause_ms / 1e3))
            print(json.dumps({"latency": latency, "rate": burst(many)}))


if __name__ == "__main__":
    main()
