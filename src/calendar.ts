/**
 * Work by the calendar: a nightly copy, the expiry of links and positions. What
 * was missed while the service was down is done at start.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import schedule from "node-schedule";
import type { Service } from "./service.ts";

export type CalendarOptions = {
	backupDirectory: string;
	backup(file: string): Promise<void>;
};

const NIGHTLY = "30 3 * * *";
const HOURLY = "7 * * * *";
const DAY_MS = 86_400_000;
const COPIES_KEPT = 7;
/** Links and positions live this long after the incident's end (contract: 12 h after close). */
const KEPT_AFTER_END_MS = 12 * 3_600_000;

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
	const expiry = guarded("expiry", () => expire(service));
	const jobs = [
		schedule.scheduleJob(
			{ rule: NIGHTLY, tz: service.settings.timeZone },
			copy,
		),
		schedule.scheduleJob(HOURLY, expiry),
	];
	await expiry();
	if (copyIsDue(service, options)) await copy();
	return () => {
		for (const job of jobs) job.cancel();
	};
}

async function expire(service: Service): Promise<void> {
	const now = service.clock.now();
	await service.store.expire({ endedBefore: now - KEPT_AFTER_END_MS, now });
}

const copiesIn = (folder: string): string[] =>
	readdirSync(folder)
		.filter((name) => /^dzvin-.*\.db$/.test(name))
		.sort();

function copyIsDue(
	service: Service,
	{ backupDirectory }: CalendarOptions,
): boolean {
	mkdirSync(backupDirectory, { recursive: true });
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
	mkdirSync(backupDirectory, { recursive: true });
	const day = new Date(service.clock.wall()).toISOString().slice(0, 10);
	await backup(join(backupDirectory, `dzvin-${day}.db`));
	for (const old of copiesIn(backupDirectory).slice(0, -COPIES_KEPT))
		rmSync(join(backupDirectory, old));
}
