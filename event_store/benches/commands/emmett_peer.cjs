// The peer of npm: Emmett on the database that PEER_DATABASE names; prints one line of JSON.
//
// `append CLIENTS SECONDS LIFE`: as many clients append to streams, one event at a time, LIFE events each, in one
// process, whose loop serves them all.
// `catch-up MOST`: a consumer with a reactor that only counts, from the beginning.
const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = require('@event-driven-io/emmett-postgresql');
const { randomUUID } = require('node:crypto');
const pg = require('pg');

const connectionString = process.env.PEER_DATABASE;
const event = { type: 'Rendered', data: { frames: 32, note: process.env.PEER_NOTE } };
const STALL_S = 5;
const now = () => Number(process.hrtime.bigint()) / 1e9;

async function append(clients, seconds, life) {
  const store = getPostgreSQLEventStore(connectionString);
  await store.schema.migrate();
  await store.appendToStream(`reel-${randomUUID()}`, [event], { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' });
  const began = now();
  let commands = 0;
  const client = async () => {
    while (now() - began < seconds) {
      const stream = `reel-${randomUUID()}`;
      let expectedStreamVersion = 'STREAM_DOES_NOT_EXIST';
      for (let given = 0; given < life && now() - began < seconds; given += 1) {
        const appended = await store.appendToStream(stream, [event], { expectedStreamVersion });
        expectedStreamVersion = appended.nextExpectedStreamVersion;
        commands += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { commands, rate: commands / (now() - began) };
}

async function catchUp(most) {
  const client = new pg.Client(connectionString);
  await client.connect();
  const { rows } = await client.query('select count(*) from emt_messages');
  await client.end();
  const wanted = Math.min(most, Number(rows[0].count));
  let seen = 0;
  let last = now();
  let all;
  const done = new Promise((resolve) => { all = resolve; });
  const consumer = postgreSQLEventStoreConsumer({
    connectionString,
    pulling: { batchSize: 1000, pullingFrequencyInMs: 1 },
  });
  consumer.reactor({
    processorId: randomUUID(),
    startFrom: 'BEGINNING',
    eachMessage: () => {
      seen += 1;
      last = now();
      if (seen === wanted) all();
    },
  });
  const began = now();
  consumer.start().catch((error) => { throw error; });
  // Sometimes it stops before the end and waits for ever: what it has read until then counts.
  const stalled = setInterval(() => { if (now() - last > STALL_S) all(); }, 100);
  await done;
  clearInterval(stalled);
  return { commands: seen, rate: seen / (last - began) };
}

const [what, ...numbers] = process.argv.slice(2);
({ append, 'catch-up': catchUp })[what](...numbers.map(Number))
  // Not an end by itself: pools and consumers go on.
  .then((report) => process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0)))
  .catch((error) => { console.error(error); process.exit(1); });
