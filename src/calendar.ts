/**
 * Work by the calendar: a nightly copy, and the end of what is kept for a time
 * only. What was missed while the service was down is done at start.
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import schedule from "node-schedule";
import type { HeadsKeeper } from "./chainHeads.ts";
import { makeFolder } from "./folder.ts";
import { retention } from "./retention.ts";
import type { Service } from "./service.ts";

export type CalendarOptions = {
	backupDirectory: string;
	backup(file: string): Promise<void>;
	/** Writes down where the logs stand, and tells the administrators. */
	heads?: Pick<HeadsKeeper, "night" | "hour" | "stop">;
};

const NIGHTLY = "30 3 * * *";
/** Before the copy: whoever restores it cuts nothing that was recorded. */
const RECORDING = "20 3 * * *";
/** Before the copy: what is kept no longer does not go into it. */
const TIDYING = "10 3 * * *";
const HOURLY = "7 * * * *";
const DAY_MS = 86_400_000;
const COPIES_KEPT = 7;

export async function startCalendar(
	service: Service,
	options: CalendarOptions,
): Promise<() => void> {
	const guarded = (name: string, work: () => Promise<void>) => async () => {
		try {
			await work();
		} catch (error) {
			service.log.error(`calendar: ${name} failed, tried again next time`, {
				error: error instanceof Error ? error.message : "unknown",
			});
		}
	};
	const copy = guarded("nightly copy", () => nightlyCopy(service, options));
	const missedCopy = guarded("nightly copy", async () => {
		if (copyIsDue(service, options)) await nightlyCopy(service, options);
	});
	const keeping = retention(service);
	const expiry = guarded("expiry", keeping.atOnce);
	const { heads } = options;
	const recording = guarded("heads of the logs", async () => heads?.night());
	const catchingUp = guarded("heads of the logs", async () => heads?.hour());
	const jobs = [
		schedule.scheduleJob(
			{ rule: RECORDING, tz: service.settings.timeZone },
			recording,
		),
		schedule.scheduleJob(HOURLY, catchingUp),
		schedule.scheduleJob(
			{ rule: NIGHTLY, tz: service.settings.timeZone },
			copy,
		),
		schedule.scheduleJob(
			{ rule: TIDYING, tz: service.settings.timeZone },
			guarded("tidying", keeping.nightly),
		),
		schedule.scheduleJob(HOURLY, guarded("expiry", keeping.hourly)),
	];
	await expiry();
	await missedCopy();
	// It reads all logs the first time, and no start waits for that.
	void catchingUp();
	return () => {
		for (const job of jobs) job.cancel();
		heads?.stop();
	};
}

const copiesIn = (folder: string): string[] =>
	readdirSync(folder)
		.filter((name) => /^dzvin-.*\.db$/.test(name))
		.sort();

function copyIsDue(
	service: Service,
	{ backupDirectory }: CalendarOptions,
): boolean {
	makeFolder(backupDirectory);
	const newest = copiesIn(backupDirectory).at(-1);
	if (!newest) return false;
	return (
		service.clock.wall() - statSync(join(backupDirectory, newest)).mtimeMs >
		DAY_MS
	);
}

async function nightlyCopy(
	service: Service,
	{ backupDirectory, backup }: CalendarOptions,
): Promise<void> {
	makeFolder(backupDirectory);
	const day = new Date(service.clock.wall()).toISOString().slice(0, 10);
	await backup(join(backupDirectory, `dzvin-${day}.db`));
	for (const old of copiesIn(backupDirectory).slice(0, -COPIES_KEPT))
		rmSync(join(backupDirectory, old));
}
