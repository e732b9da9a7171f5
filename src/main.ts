import 'reflect-metadata';
import { createApplication } from './app.module.js';
import { progressBar } from './demo/demo.command.js';
import { makeDemoWhenEmpty } from './demo/demo.js';
import { pilotPlan } from './demo/plan.js';
import { ConfigProblems, loadConfig } from './platform/config/config.js';
import { UnfitDatabase } from './platform/database/migrate.js';
import { addressProblems } from './platform/doctor/start.checks.js';
import { JobRunner } from './platform/jobs/job-runner.js';
import { prepareDatabase } from './prepare-database.js';

/** Exit code of a wrong configuration: starting again would not help. */
const WRONG_CONFIGURATION = 78;

/** How long a shutdown may take before the process ends all the same. */
const SHUTDOWN_MS = 20_000;

async function start(): Promise<void> {
  const config = loadConfig();
  const problems = await addressProblems(config);
  if (problems.length > 0) throw new ConfigProblems(problems);
  await prepareDatabase(config);
  if (config.demo) await makeDemoWhenEmpty(config, pilotPlan(new Date()), progressBar());
  const app = await createApplication(config);
  const stop = async () => {
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    await app.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  // Started by the launcher: when it is gone, nobody would stop this process.
  process.once('disconnect', () => void stop());
  if (process.send && !process.connected) return stop(); // it went while the database was being prepared

  if (config.role === 'worker') await app.init();
  else await app.listen({ port: config.port, host: config.host });
  if (config.role !== 'api') await app.get(JobRunner).start();
  process.send?.({ type: 'ready', url: config.publicUrl });
}

try {
  await start();
} catch (error) {
  const wrong = error instanceof ConfigProblems || error instanceof UnfitDatabase;
  process.stderr.write(`${wrong ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(wrong ? WRONG_CONFIGURATION : 1);
}
