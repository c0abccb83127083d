/**
 * The other process of sqlite.test.ts. `hold FILE` opens the file and stays;
 * `write FILE K` appends to stream incident/K without end and says each
 * number, K million and seq, once the store has acknowledged it.
 */
import { writeSync } from "node:fs";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import type { Sealed } from "../../src/ports.ts";

const [task, file = "", k = "0"] = process.argv.slice(2);
const { store } = openSqlite(file);
/** Straight to the pipe: a line kept in a buffer would die with the process. */
const say = (line: string | number): void => {
	writeSync(1, `${line}\n`);
};

if (task === "hold") {
	say("open");
	setInterval(() => {}, 1000);
}
// Several at once, so that a kill meets a group commit; each follows the one before.
for (let seq = 0; task === "write"; seq += 5)
	await Promise.all([0, 1, 2, 3, 4].map((i) => write(seq + i)));

async function write(seq: number): Promise<void> {
	const n = Number(k) * 1e6 + seq + 1;
	const result = await store.append({
		at: n,
		streams: [
			{
				stream: `incident/${k}`,
				expectedSeq: seq,
				commandId: `c${n}`,
				events: [{ type: "Noted", n }],
			},
		],
		outbox: [
			{
				id: `row-${n}`,
				incidentId: `incident/${k}`,
				kind: "send",
				lane: "sms",
				laneClass: 1,
				rank: 0,
				dueAt: n,
				units: 1,
				body: "sealed" as Sealed,
				createdAt: n,
			},
		],
	});
	if (result === "ok") say(n);
}
