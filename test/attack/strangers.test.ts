/** What strangers try together, and what each of them can get at: `docs/figures/attack.md`. */
import Database from "better-sqlite3";
import { afterEach, expect, it } from "vitest";
import { formsOf } from "../../src/areas/placeNames.ts";
import { setResidents } from "../../src/residents/reportNumber.ts";
import { hanna, ivan, oleh, petro } from "../story/cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "../story/told.ts";
import {
	minutes,
	openVillage,
	ROSOKHACH,
	seconds,
	type Village,
} from "../story/village.ts";

let village: Village;
afterEach(() => village.close());

async function open(more: { twoWaySms?: boolean } = {}) {
	const opened = await openVillage({
		people: {
			petro,
			oleh,
			ivan,
			hanna,
			deputy: { name: "Заступник", role: "deputy" },
		},
		at: "2026-01-15T12:00:00Z",
		...more,
	});
	village = opened as unknown as Village;
	return opened;
}

/** Calls we asked the carrier for, by incident's number and purpose. */
function calls(): { number: number; purpose: string }[] {
	const db = new Database(village.file, { readonly: true });
	try {
		return db
			.prepare(
				`select h.number as number, o.purpose as purpose from attempt as a
				join outbox as o on o.id = a.row_id join head as h on h.id = o.incident_id
				where o.lane = 'voice' order by a.started_at`,
			)
			.all() as { number: number; purpose: string }[];
	} finally {
		db.close();
	}
}

it("forty strangers tell of forty fires at once: each is read, three ring, and the real one rings as ever", async () => {
	const { people } = await open();
	const crowd = [];
	for (let n = 0; n < 40; n += 1) {
		const who = village.stranger(`Чужий ${n}`, {
			place: {
				lat: ROSOKHACH.lat + 0.03 * (1 + Math.floor(n / 8)),
				lon: ROSOKHACH.lon + 0.04 * ((n % 8) - 4),
			},
		});
		await who.sendsPlace();
		await who.writes("горить хата");
		crowd.push(who);
	}
	await village.fastForward(minutes(3));
	const all = await fires(village);
	const read = people.petro.chat().join("\n");
	const volunteers = people.oleh.chat().join("\n");
	for (const { number } of all) {
		expect(read).toContain(`#${number}`);
		// Nobody decided within the minute: in writing they know of every one.
		expect(volunteers).toContain(`#${number}`);
	}
	const rung = new Set(calls().map(({ number }) => number));
	expect([...rung].sort()).toEqual([100, 101, 102].slice(0, all.length));
	for (const who of village.everybody) who.forget();

	// The chief sees one that is true: it rings everybody now.
	const real = all.at(-1);
	await village.order(real?.id ?? "", {
		type: "Confirm",
		by: village.by(people.petro),
	});
	await village.fastForward(seconds(1));
	const alerted = calls().filter(({ number }) => number === real?.number);
	expect(alerted.length).toBeGreaterThanOrEqual(3);

	// And the desk's own is called as if nobody had written anything.
	const desks = await village.report({ location: metresNorth(500) });
	await village.fastForward(seconds(1));
	const number = (await village.board(desks)).number;
	expect(calls().filter((one) => one.number === number)).toHaveLength(5);
}, 120_000);

it("whose number is known rings in the middle of a prank", async () => {
	const { people } = await open();
	for (let n = 0; n < 6; n += 1)
		await village
			.stranger(`Чужий ${n}`, { place: metresNorth(5_000 + 2_500 * n) })
			.sendsPlace();
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	await halyna.writes("горить хата, діти всередині");
	await halyna.sendsPlace();
	const fire = (await fires(village)).at(-1);
	expect(calls().some(({ number }) => number === fire?.number)).toBe(false);
	expect(people.petro.chat().join("\n")).toContain(`#${fire?.number}`);
	await halyna.sendsContact();
	await village.fastForward(seconds(2));
	expect(
		calls().filter(
			({ number, purpose }) => number === fire?.number && purpose === "alert",
		).length,
	).toBeGreaterThanOrEqual(4);
});

it("an SMS under the number of who reported takes no fire back", async () => {
	const { people } = await open({ twoWaySms: true });
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	await halyna.writes("горить хата");
	await halyna.sendsContact();
	const forger = async (text: string) => {
		await halyna.phone.replySms(text);
		await village.settle();
	};
	await forger("вже загасили, не горить");
	await forger("помилка");
	const [fire] = await fires(village);
	const [report] = fire ? [...fire.reports.values()] : [];
	expect(report?.said).toBeUndefined();
	expect(report?.deniedBySms).toBe(true);
	// Who leads has read it, once, and the minute runs on.
	expect(
		people.petro.chat().filter((text) => /не горить/u.test(text)),
	).toHaveLength(1);
	await village.fastForward(seconds(70));
	expect(people.oleh.told().join("\n")).toContain("ПОЖЕЖА");
	// From where it was reported it can be taken back.
	await halyna.writes("вже загасили");
	const [after] = await fires(village);
	expect(after && [...after.reports.values()][0]?.said).toBe("out");
});

it.each([
	["in the sea off Africa", { lat: 0, lon: 0 }],
	["where a jammed phone says", { lat: 43.45, lon: 39.95 }],
	["an hour's drive away", metresNorth(60_000)],
])(
	"a fire %s is asked about all the same, and wakes no volunteer for nothing",
	async (_where, place) => {
		const { people } = await open();
		const halyna = village.stranger("Галина", { place });
		await halyna.sendsPlace();
		await halyna.writes("горить хата");
		await village.fastForward(seconds(5));
		const [fire] = await fires(village);
		expect(fire?.rulingBrigadeId).toBeDefined();
		expect(people.petro.rings()).toBe(1);
		expect(people.petro.chat().join("\n")).toContain(`#${fire?.number}`);
	},
);

it("a phone that answers by itself is not answered all night", async () => {
	const { people } = await open({ twoWaySms: true });
	for (let n = 0; n < 30; n += 1)
		await people.oleh.texts("Я за кермом, передзвоню пізніше");
	expect(people.oleh.sms().length).toBeLessThanOrEqual(8);
	// What he answers to a fire counts as ever.
	const fire = await village.report();
	await village.fastForward(seconds(30));
	await people.oleh.texts("їду 5");
	expect((await village.line(fire, people.oleh))?.answer).toBe("responding");
});

it("our own report number, left as where to ring back or forged as who calls, is neither rung nor believed", async () => {
	const { people } = await open();
	const { service, operator } = village;
	const number = "+380352200101";
	await setResidents(service, operator, village.brigadeId("Росохач"), {
		number,
	});
	const taken = filed(
		await tells(village, {
			who: { chat: "840001" },
			text: "горить хата",
			location: metresNorth(500),
			callBack: number,
		}),
	);
	const report = reportsIn(taken.incident)[0];
	expect(report?.reporterNumber).toBeUndefined();
	expect(report?.reach?.voice).toBe(false);
	// Rung from it, they are callers whose number nobody knows.
	for (const n of [1, 2]) {
		const rang = filed(
			await tells(village, {
				who: { phone: n === 1 ? number : "+380440000002" },
				via: "voice",
				location: metresNorth(500 + n),
			}),
		);
		expect(reportsIn(rang.incident).every(({ verified }) => !verified)).toBe(
			true,
		);
	}
	expect(people.oleh.rings()).toBe(0);
});

it.each(["+48500123456", "+380900123456"])(
	"%s, left by a stranger, is dialled by no robot",
	async (callBack) => {
		await open();
		const taken = filed(
			await tells(village, {
				who: { chat: "840002" },
				text: "горить хата",
				location: metresNorth(500),
				callBack,
			}),
		);
		const report = reportsIn(taken.incident)[0];
		expect(report?.reach?.voice).toBe(false);
		await village.fastForward(seconds(60));
		expect(report?.calledBackAt).toBeUndefined();
	},
);

it("a name of a hundred words in a list of places is one name, not all its declensions", () => {
	for (const word of ["росохач", "новоселиця", "великі"])
		expect(formsOf(Array(100).fill(word).join(" "))).toHaveLength(1);
});
