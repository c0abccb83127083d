import { startInstallation } from "./installation.ts";
import { moveIn } from "./moveIn.ts";
import { demoTexts } from "./texts.ts";
import { followIncident } from "./timeline.ts";
import { BRIGADES, SCENES, VILLAGERS } from "./village.ts";
import { startVolunteers } from "./volunteers.ts";

const w = process.stderr.write.bind(process.stderr);
let n = 0;
process.stderr.write = ((x: string) => {
	if (n++ < 6)
		w(
			`${performance.now() | 0} ` +
				x +
				new Error().stack?.split("\n").slice(1, 2),
		);
	return true;
}) as never;
const of = globalThis.fetch;
let fl = 0,
	mx = 0;
const slow: string[] = [];
globalThis.fetch = (async (u: any, o: any) => {
	const t = performance.now();
	fl++;
	mx = Math.max(mx, fl);
	try {
		return await of(u, o);
	} finally {
		fl--;
		const d = performance.now() - t;
		if (d > 1500)
			slow.push(
				`${t | 0} +${d | 0} ${String(u?.url ?? u)
					.replace(/.*(:\d+)/, "$1")
					.slice(0, 60)}`,
			);
	}
}) as never;
let last = performance.now();
setInterval(() => {
	const t = performance.now();
	if (t - last > 200) console.log("lag", (t - last) | 0, "at", t | 0);
	last = t;
}, 10);
const seed = Number(process.argv[2]);
const i = await startInstallation({
	speed: 20,
	seed,
	startAt: Date.parse("2026-03-19T16:40:00Z"),
});
const m = await moveIn(i, { brigades: BRIGADES, people: VILLAGERS });
const v = startVolunteers({
	...i,
	seed,
	timeZone: "Europe/Kyiv",
	brigades: BRIGADES,
	people: VILLAGERS,
});
setInterval(v.look, 5);
v.burns({ ...SCENES.house, grass: false, peopleInDanger: false });
const { id } = await i.api.post<{ id: string }>("/v1/incidents", {
	type: "structure_fire",
	...SCENES.house,
	source: "okc_101",
});
const f = followIncident(i.api, id, m.names, demoTexts("uk"), () => {});
for (let k = 0; k < Number(process.argv[3] ?? 22) * 10; k++) {
	const r = await f();
	if (r.departedAt && process.argv[4] === undefined) break;
	await new Promise((r) => setTimeout(r, 100));
}
for (const t of v.turnouts)
	if (t.said === "coming")
		console.log(
			t.person.name,
			t.person.brigade,
			t.at,
			"stood",
			t.stoodDown,
			"hands",
			t.person.inOtherHands,
			"noshow",
			t.reaction.noShow,
			t.person.qualifications.join(),
		);
const bad = i.sandbox.journal.requests.filter(
	(r) => r.status !== 200 && r.status !== 201,
);
console.log("bad", bad.slice(0, 10), bad.length);
console.log(
	process.argv[5]
		? i.sandbox.journal
				.of(process.argv[5])
				.slice(-30)
				.map((e) => [
					e.at - Date.parse("2026-03-19T16:40:00Z"),
					e.kind,
					e.text?.slice(0, 90),
					e.status,
				])
		: "",
);
const r = await f();
const t0 = r.reportedAt;
console.log(
	r.entries
		.filter((e) => e.type.startsWith("Step"))
		.map((e) => [
			(Date.parse(e.at) - t0) / 1000,
			e.type,
			e.step,
			e.responderId,
		]),
);
console.log("slow", slow.slice(0, 20), slow.length, "max", mx);
process.exit(0);
