/**
 * `npm run storm`: kills, stalls and outages staged on one machine, broken rows
 * and a year's incidents without any, and the figures of what came of them. Ten
 * minutes; `--long` the full table, hours.
 *
 * `--seed N` plays the same storm again, `--only kills,flood` a part of it,
 * `--out FILE` writes what it prints. A target missed ends with 1.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { stormOfAnswers } from "./answers.ts";
import { clocks } from "./clock.ts";
import { stormOfFailpoints } from "./everyCall.ts";
import { type Figure, figuresTable } from "./figures.ts";
import { flood } from "./flood.ts";
import { stormOfKills } from "./kills.ts";
import { telegramDead, telegramModes, twilioDead } from "./outages.ts";
import { permutedReceipts } from "./permutations.ts";
import { failureReceipts } from "./receipts.ts";
import { FOLDER } from "./rig.ts";
import { soak } from "./soak.ts";
import { stalled } from "./stalled.ts";

type Plan = {
	incidents: number;
	rounds: number;
	outageMs: number;
	answersOutageMs: number;
	receiptIncidents: number;
	floodMs: number;
	onSqlite: number;
	ladders: number;
	stallCycles: number;
	/** Of whole incidents beside the stalled ones, on the wall's clock. */
	stallMinutes: number;
	soakIncidents: number;
};
const SHORT: Plan = {
	incidents: 60,
	rounds: 1,
	outageMs: 60_000,
	answersOutageMs: 60_000,
	receiptIncidents: 4,
	floodMs: 60_000,
	onSqlite: 2_000,
	ladders: 5,
	stallCycles: 2,
	stallMinutes: 0,
	soakIncidents: 80,
};
const LONG: Plan = {
	incidents: 1_000,
	rounds: 10,
	outageMs: 600_000,
	answersOutageMs: 60_000,
	receiptIncidents: 20,
	floodMs: 600_000,
	onSqlite: 10_000,
	ladders: 100,
	stallCycles: 15,
	// The last lives end sooner than they might: an hour of them.
	stallMinutes: 66,
	soakIncidents: 10_000,
};
const PERMUTATIONS = 10_000;

const { values } = parseArgs({
	options: {
		long: { type: "boolean", default: false },
		seed: { type: "string" },
		only: { type: "string" },
		out: { type: "string" },
	},
});
const seed = values.seed === undefined ? newSeed() : Number(values.seed);
if (!Number.isSafeInteger(seed) || seed < 0)
	throw new Error(`expected --seed to be a whole number, got "${values.seed}"`);
// Broken off, it ends what it started: that hangs on the end of this process.
for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.once(signal, () => process.exit(1));
await storm(values.long ? LONG : SHORT);

/** What runs alone, what side by side: waits do not disturb each other, figures of speed do. */
function stages(plan: Plan): Record<string, () => Promise<Figure[]>>[] {
	const one = (row: Promise<Figure>) => row.then((figure) => [figure]);
	const outage = { seed, outageMs: plan.outageMs };
	return [
		{ kills: () => stormOfKills({ incidents: plan.incidents, seed }) },
		{
			receipts: () =>
				one(failureReceipts({ seed, incidents: plan.receiptIncidents })),
		},
		{ flood: () => one(flood({ seed, floodMs: plan.floodMs })) },
		{
			calls: () => one(stormOfFailpoints({ rounds: plan.rounds, seed })),
			...Object.fromEntries(
				telegramModes.map((mode) => [
					`telegram ${mode}`,
					() => one(telegramDead(outage, mode)),
				]),
			),
			twilio: () => one(twilioDead(outage)),
			answers: () =>
				one(stormOfAnswers({ seed, outageMs: plan.answersOutageMs })),
			stalled: () =>
				one(
					stalled({
						seed,
						cycles: plan.stallCycles,
						minutes: plan.stallMinutes,
					}),
				),
		},
		// As much as one core carries: beside it no figure of speed would hold.
		{ soak: () => one(soak({ seed, incidents: plan.soakIncidents })) },
		{ clock: () => one(clocks({ seed })) },
		{
			permutations: () =>
				permutedReceipts({
					seed,
					permutations: PERMUTATIONS,
					onSqlite: plan.onSqlite,
					ladders: plan.ladders,
				}),
		},
	];
}

async function storm(plan: Plan): Promise<void> {
	console.error(
		`seed ${seed}; the same again: npm run storm -- --seed ${seed}${values.long ? " --long" : ""}`,
	);
	const startedMs = Date.now();
	const only = values.only?.split(",");
	const figures: Figure[] = [];
	for (const stage of stages(plan)) {
		const rows = Object.entries(stage).filter(
			([name]) => !only || only.some((wanted) => name.startsWith(wanted)),
		);
		const found = await Promise.all(rows.map(([name, row]) => told(name, row)));
		figures.push(...found.flat());
	}
	const text = [
		machine(Date.now() - startedMs),
		"",
		figuresTable(figures),
		"",
	].join("\n");
	console.log(text);
	for (const { what, faults = [] } of figures.filter(({ holds }) => !holds))
		console.error(
			[`${what}:`, ...faults.map((fault) => `  ${fault}`)].join("\n"),
		);
	if (values.out !== undefined) {
		mkdirSync(dirname(values.out), { recursive: true });
		writeFileSync(values.out, text);
	}
	if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
	else rmSync(FOLDER, { recursive: true, force: true });
}

async function told(
	name: string,
	row: () => Promise<Figure[]>,
): Promise<Figure[]> {
	const startedMs = Date.now();
	const seconds = () => `${Math.round((Date.now() - startedMs) / 1000)} s`;
	try {
		const figures = await row();
		const holds = figures.every((figure) => figure.holds);
		console.error(`${holds ? "holds" : "FAILS"}: ${name}, ${seconds()}`);
		return figures;
	} catch (error) {
		console.error(`BROKE: ${name}, ${seconds()}`);
		const why = error instanceof Error ? error.message : String(error);
		return [
			{
				what: name,
				target: "",
				figure: "did not run to its end",
				holds: false,
				seed,
				faults: [why],
			},
		];
	}
}

function machine(tookMs: number): string {
	const [first] = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	const [load = 0] = loadavg();
	return `Storm of ${new Date().toISOString().slice(0, 10)}, ${values.long ? "long" : "short"} form, ${Math.round(tookMs / 1000)} s. Machine: ${cpus().length} × ${first?.model.trim() ?? "unknown"}, ${gigabytes} GB, Node ${process.versions.node}, load ${load.toFixed(1)} at the end. Seed ${seed}.`;
}

function newSeed(): number {
	return Math.floor(Math.random() * 1_000_000);
}
