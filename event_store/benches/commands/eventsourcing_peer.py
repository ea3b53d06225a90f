"""The peer of PyPI: `eventsourcing` on the database that the variables of libpq name; prints one line of JSON.

`append CLIENTS SECONDS LIFE`: as many threads of one process save aggregates, one event at a time, LIFE events
each. More processes are slower: each append takes an exclusive lock on the table until it is committed.
`catch-up MOST`: reads and decodes notifications from the beginning.
"""

import json
import os
import sys
import threading
import time

os.environ.update(
    PERSISTENCE_MODULE="eventsourcing.postgres",
    POSTGRES_DBNAME=os.environ["PGDATABASE"],
    POSTGRES_HOST=os.environ["PGHOST"],
    POSTGRES_PORT=os.environ["PGPORT"],
    POSTGRES_USER=os.environ["PGUSER"],
    POSTGRES_PASSWORD="trusted",
    POSTGRES_POOL_SIZE="128",
)

from eventsourcing.application import Application  # noqa: E402
from eventsourcing.domain import Aggregate, event  # noqa: E402

NOTE = os.environ["PEER_NOTE"]
PAGE = 1_000


class Reel(Aggregate):
    def __init__(self, frames, note):
        self.frames, self.note = frames, note

    @event("Rendered")
    def render(self, frames, note):
        self.frames, self.note = self.frames + frames, note


def append(clients, seconds, life):
    app = Application()
    app.save(Reel(32, NOTE))
    began, done = time.monotonic(), [0] * clients

    def client(number):
        while True:
            reel = Reel(32, NOTE)
            for given in range(life):
                if time.monotonic() - began >= seconds:
                    return
                if given:
                    reel.render(32, NOTE)
                app.save(reel)
                done[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    app.close()
    return {"commands": sum(done), "rate": sum(done) / took}


def catch_up(most):
    app = Application()
    began, read, start = time.monotonic(), 0, 1
    while read < most:
        page = app.recorder.select_notifications(start=start, limit=PAGE)
        if not page:
            break
        for notification in page:
            app.mapper.to_domain_event(notification)
        read += len(page)
        start = page[-1].id + 1
    took = time.monotonic() - began
    app.close()
    return {"commands": read, "rate": read / took}


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    print(json.dumps({"append": append, "catch-up": catch_up}[what](*map(int, numbers))))
