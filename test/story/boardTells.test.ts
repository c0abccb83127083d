/** What the dashboard asks of a board: who watches, who is silenced, what waits at a place before anybody is sent. */
import { afterEach, expect, it } from "vitest";
import { importHazards } from "../../src/ground/hazardImport.ts";
import { importWater } from "../../src/ground/waterImport.ts";
import { OPERATOR } from "../../src/keys.ts";
import { blockReporter } from "../../src/residents/block.ts";
import { says } from "../../src/residents/take.ts";
import { desk, hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { filed, metresNorth, reportsIn, tells } from "./told.ts";
import { minutes, openVillage, seconds } from "./village.ts";

const HROMADA = "UA61060490010000001";
const FIRE = metresNorth(500);
const open = () =>
	openVillage({
		people: {
			petro,
			mykola,
			oleh,
			ivan,
			hanna,
			desk,
			head: { name: "Староста", brigade: [] },
		},
	});
let village: Awaited<ReturnType<typeof open>>;
afterEach(() => village.close());

const ask = (path: string, body: object): Promise<Response> =>
	fetch(`${village.url}${path}`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${village.adminKey}`,
			"content-type": "application/json",
		},
		body: JSON.stringify(body),
	});

it("says of each report whether its reporter is silenced, and whether they said in a call that it burns", async () => {
	village = await open();
	const { incident, reportId } = filed(
		await tells(village, {
			who: { chat: "810001" },
			text: "горить хата",
			location: FIRE,
			callBack: "+380509990001",
		}),
	);
	const by = { kind: "responder", id: village.people.petro.id } as const;
	const shown = async () => (await village.board(incident.id)).reports?.[0];
	expect(await shown()).not.toHaveProperty("blocked");
	expect(await shown()).not.toHaveProperty("byCall");

	await village.fastForward(seconds(12));
	const [report] = reportsIn(incident);
	await says(
		village.hearing,
		{ reporterId: report?.reporterId ?? "", locale: "uk" },
		"burning",
		"the call",
	);
	await village.settle();
	expect(await shown()).toMatchObject({ byCall: true, said: "burning" });

	const block = (blocked: boolean) =>
		blockReporter(
			village.service,
			incident.id,
			reportId,
			{ by, blocked },
			`block ${blocked}`,
		);
	await block(true);
	expect(await shown()).toMatchObject({ blocked: true });
	await block(false);
	expect(await shown()).not.toHaveProperty("blocked");
	expect(village.log.errors).toEqual([]);
});

it("counts the observers who were told, by what they are, and names none", async () => {
	village = await open();
	expect(
		(
			await ask("/v1/observers", {
				responderId: village.people.head.id,
				areaCode: HROMADA,
				kind: "villageHead",
			})
		).status,
	).toBe(201);
	const quiet = await village.report({ mode: "test" });
	expect(await village.board(quiet)).not.toHaveProperty("observers");
	const fire = await village.report({ force: true });
	await village.fastForward(minutes(1));
	const board = await village.board(fire);
	expect(board.observers).toEqual([{ kind: "villageHead", count: 1 }]);
	expect(JSON.stringify(board)).not.toContain("Староста");
	expect(village.log.errors).toEqual([]);
});

it("shows mines in the preview of an alarm, before anybody is sent", async () => {
	village = await open();
	const { lat, lon } = metresNorth(900);
	const ring = [
		[lon - 0.004, lat],
		[lon + 0.004, lat],
		[lon, lat + 0.003],
		[lon - 0.004, lat],
	];
	await importHazards(
		village.service,
		OPERATOR,
		new TextEncoder().encode(
			JSON.stringify({
				type: "FeatureCollection",
				features: [
					{
						type: "Feature",
						id: "1",
						properties: { kind: "mines", source: "ДСНС" },
						geometry: { type: "Polygon", coordinates: [ring] },
					},
				],
			}),
		),
	);
	const answer = await ask("/v1/incidents/preview", {
		type: "structure_fire",
		source: "chief",
		location: FIRE,
	});
	const body = (await answer.json()) as { hazards?: unknown };
	expect(answer.status).toBe(200);
	expect(body.hazards).toMatchObject([{ kind: "mines", acknowledgedAt: null }]);
});

it("a pond that a chief hears is dry goes off the board and the cards of who comes", async () => {
	village = await open();
	const { lat, lon } = FIRE;
	await importWater(
		village.service,
		OPERATOR,
		new TextEncoder().encode(`ref,kind,name,lat,lon,refill_minutes,state
1,pond,Ставок біля школи,${lat + 0.00315},${lon},5,works
2,hydrant,Гідрант,${lat - 0.008},${lon},4,works`),
		{ format: "csv" },
	);
	const fire = await village.report({ location: FIRE });
	await village.fastForward(seconds(5));
	expect(village.people.oleh.card()).toContain("Ставок біля школи");
	const pond = (await village.board(fire)).water?.[0];
	const state = (incidentId: string) =>
		ask(`/v1/water/${pond?.id}/state`, { state: "dry", incidentId });
	expect((await state("no-such-incident")).status).toBe(404);
	expect((await village.board(fire)).water).toHaveLength(2);

	expect((await state(fire)).status).toBe(200);
	await village.fastForward(seconds(5));
	expect((await village.board(fire)).water).toMatchObject([
		{ name: "Гідрант" },
	]);
	expect(village.people.oleh.card()).not.toContain("Ставок біля школи");
	expect(village.people.oleh.card()).toContain("Гідрант");
	expect(village.log.errors).toEqual([]);
});
