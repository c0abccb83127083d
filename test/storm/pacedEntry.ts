/**
 * The service as `npm start` runs it, on an incidents' clock that runs
 * STORM_SPEED times faster than the wall since STORM_EPOCH_MS: a year's ladders
 * in an hour, every one of them to its end. The storm reads the same clock.
 *
 * Garbage is collected every few seconds, so that what is resident is what is
 * kept: on a large machine V8 leaves hundreds of megabytes lying, and a leak
 * would hide in them.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { systemClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config.ts";
import { startNode } from "../../src/node.ts";

const COLLECTED_EVERY_MS = 5_000;

const read = readConfig(process.env);
if (!("config" in read))
	throw new Error(`expected settings to start with: ${JSON.stringify(read)}`);
const speed = Number(process.env.STORM_SPEED);
const epochMs = Number(process.env.STORM_EPOCH_MS);
const wallMs = performance.timeOrigin + performance.now();
const running = await startNode(read.config, {
	clock: systemClock({ speed, startAt: epochMs + (wallMs - epochMs) * speed }),
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));

setFlagsFromString("--expose-gc");
setInterval(runInNewContext("gc") as () => void, COLLECTED_EVERY_MS).unref();
