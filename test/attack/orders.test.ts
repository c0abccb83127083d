/** Merge, split, block, cancel and open again in every order: no report is lost or heard twice, and who is blocked stays so. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Known } from "../../src/core/incident.ts";
import { openReportOf } from "../../src/residents/take.ts";
import { hanna, ivan, oleh, petro } from "../story/cast.ts";
import { fires, metresNorth, reportsIn, tells } from "../story/told.ts";
import { openVillage, type Village } from "../story/village.ts";

const nth = fc.nat({ max: 3 });
const deed = fc.oneof(
	fc.record({ does: fc.constant("tells" as const), who: nth, at: nth }),
	fc.record({ does: fc.constant("merge" as const), who: nth, at: nth }),
	fc.record({ does: fc.constant("split" as const), who: nth, at: nth }),
	fc.record({ does: fc.constant("block" as const), who: nth, at: nth }),
	fc.record({ does: fc.constant("cancel" as const), who: nth, at: nth }),
	fc.record({ does: fc.constant("reopen" as const), who: nth, at: nth }),
);

const WHO = [0, 1, 2, 3].map((n) => ({ phone: `+38050111000${n}` }));
const goesOn = ({ status }: Known): boolean =>
	status === "open" || status === "unconfirmed";

it("in every order no answer is a failure, no report is in two fires that go on, and who is blocked stays blocked", async () => {
	let answered = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(deed, { minLength: 5, maxLength: 9 }),
			async (deeds) => {
				const village = (await openVillage({
					people: { petro, oleh, ivan, hanna },
					at: "2026-01-15T12:00:00Z",
				})) as unknown as Village;
				try {
					answered += await carriedOut(village, deeds);
				} finally {
					await village.close();
				}
			},
		),
		{
			numRuns: Number(process.env.ORDERS ?? 10),
			seed: 7,
			endOnFailure: true,
			examples: [[PARTED_AFTER_THE_END]],
		},
	);
	expect(answered).toBeGreaterThan(10);
}, 120_000);

type Deed = { does: string; who: number; at: number };

/** Merged into a fire that ends; opened again, and ended; then the other is opened again. */
const PARTED_AFTER_THE_END = (
	[
		["merge", 0, 1],
		["cancel", 1, 1],
		["reopen", 0, 0],
		["cancel", 0, 0],
		["reopen", 1, 1],
	] as const
).map(([does, who, at]) => ({ does, who, at }));

/** How many of the deeds were done. */
async function carriedOut(village: Village, deeds: Deed[]): Promise<number> {
	const blocked = new Set<number>();
	const ask = async (path: string, body?: object): Promise<number> => {
		const { status } = await fetch(`${village.url}/v1/incidents/${path}`, {
			method: "POST",
			headers: {
				authorization: `Bearer ${village.adminKey}`,
				"content-type": "application/json",
			},
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		await village.settle();
		expect(status, path).toBeLessThan(500);
		return status;
	};
	const say = async (who: number, at: number) => {
		const taken = await tells(village, {
			who: WHO[who] ?? {},
			text: "горить хата",
			location: metresNorth(300 + 900 * at),
		});
		if (blocked.has(who))
			expect(taken).toMatchObject({ kind: "refused", why: "blocked" });
		return taken.kind === "taken" ? 200 : 409;
	};
	let done = 0;
	for (const [who, at] of [
		[0, 0],
		[1, 0],
		[2, 3],
	] as const)
		await say(who, at);
	for (const { does, who, at } of deeds) {
		const all = await fires(village);
		const one = all[who % all.length];
		const other = all[at % all.length];
		const reports = one ? reportsIn(one) : [];
		const report = reports[at % Math.max(1, reports.length)];
		let status = 409;
		if (does === "tells") status = await say(who, at);
		else if (one && other && does === "merge")
			status = await ask(`${one.id}/merge`, { into: other.id });
		else if (one && does === "split" && report)
			status = await ask(`${one.id}/split`, { reportId: report.id });
		else if (one && does === "split")
			status = await ask(`${one.id}/split`, { reportId: other?.id });
		else if (one && does === "block" && report) {
			status = await ask(`${one.id}/reports/${report.id}/block`);
			if (status === 204) blocked.add(await whose(village, report.id));
		} else if (one && does === "cancel")
			status = await ask(`${one.id}/cancel`, { reason: "falseAlarm" });
		else if (one) status = await ask(`${one.id}/reopen`, {});
		if (status < 400) done += 1;
		await holds(village, blocked);
	}
	for (const who of blocked) await say(who, 1);
	expect(village.log.errors).toEqual([]);
	return done;
}

async function whose(village: Village, reportId: string): Promise<number> {
	const { reporters, secrets } = village.service;
	const row = await reporters.report(reportId);
	for (const [n, { phone }] of WHO.entries())
		if ((await reporters.byPhone(secrets.hash(phone)))?.id === row?.reporterId)
			return n;
	throw new Error("expected a report of one of the four, came another");
}

async function holds(
	village: Village,
	blocked: ReadonlySet<number>,
): Promise<void> {
	const going = (await fires(village)).filter(goesOn);
	const ids = going.flatMap((fire) => reportsIn(fire).map(({ id }) => id));
	expect(new Set(ids).size).toBe(ids.length);
	for (const [n, who] of WHO.entries()) {
		const open = await openReportOf(village.service, who);
		if (open) expect(ids).toContain(open.report.id);
		const { reporters, secrets } = village.service;
		const row = await reporters.byPhone(secrets.hash(who.phone));
		if (blocked.has(n)) expect(row?.blockedAt).toBeDefined();
		// Whoever has a report in a fire that goes on is heard there.
		if (
			row &&
			going.some((fire) =>
				reportsIn(fire).some(({ reporterId }) => reporterId === row.id),
			)
		)
			expect(open).toBeDefined();
	}
}
