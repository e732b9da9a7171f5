/** Ends what global-setup started, by telling its watchdog that the run is over. */
export default async function tearDown() {
  const { child } = globalThis.sotayWatchdog;
  const ended = new Promise(done => child.once('exit', done));
  child.ref();
  child.stdin.end();
  await ended;
}
