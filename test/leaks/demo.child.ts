/**
 * The demo's village in a process of its own, as loud as it can be: a house burns,
 * volunteers answer, a copy is made, an alarm rings blind; then the process dies of
 * an error that holds everything an error could hold.
 *
 * What nobody may find lies in `truth.json` afterwards, for the test alone.
 */
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { invite } from "../../src/administer.ts";
import { startInstallation } from "../../src/demo/installation.ts";
import { moveIn } from "../../src/demo/moveIn.ts";
import { BRIGADES, SCENES, VILLAGERS } from "../../src/demo/village.ts";
import { startVolunteers } from "../../src/demo/volunteers.ts";
import { OPERATOR } from "../../src/keys.ts";
import { jsonLog } from "../../src/log.ts";
import { sayLastWords } from "../../src/people/lastWords.ts";
import { tokenFor } from "../../src/plan.ts";

const folder = process.argv[2] ?? "";
sayLastWords();
const installation = await startInstallation({
	seed: 1,
	speed: 20,
	startAt: Date.parse("2026-03-19T16:40:00Z"),
	folder,
	log: jsonLog("debug"),
});
const { sandbox, api, running, key, secret, config } = installation;
const { service } = running;
const movedIn = await moveIn(installation, {
	brigades: BRIGADES,
	people: VILLAGERS,
});
const volunteers = startVolunteers({
	...installation,
	seed: 1,
	timeZone: "Europe/Kyiv",
	brigades: BRIGADES,
	people: VILLAGERS,
});
setInterval(volunteers.look, 5);
// Somebody whose invitation lies unused, and a machine's key.
const [first = ""] = movedIn.people.values();
const { code } = await invite(service, OPERATOR, first);
const made = await api.post<{ key: string }>("/v1/keys", {
	name: "ОКЦ",
	scope: "everything",
	expires: "30d",
});

const { location, place } = SCENES.house;
volunteers.burns({ location, grass: false, peopleInDanger: false });
const report = { type: "structure_fire", mode: "actual", source: "okc_101" };
const { id: fire } = await api.post<{ id: string }>("/v1/incidents", {
	...report,
	location,
	place,
});
const left = async (): Promise<boolean> => {
	const { crews } = await api.get<{ crews: { state: string }[] }>(
		`/v1/incidents/${fire}`,
	);
	return crews.some(({ state }) => state === "left");
};
for (let seconds = 0; seconds < 45 && !(await left()); seconds += 1)
	await pause(1_000);
const hasLeft = await left();
const note = "Собака на подвір'ї не прив'язана";
await sandbox.phones.get(VILLAGERS[0]?.name ?? "")?.say(note);
await pause(500);
await running.backup(join(folder, "copy.db"));
await running.snapshots.refresh();

// Somebody else holds the database: the next alarm rings from the roster kept beside it.
const beside = new Database(config.databaseFile, { timeout: 2_000 });
beside.exec("begin immediate");
await api
	.post("/v1/incidents", {
		...report,
		location: { lat: location.lat + 0.02, lon: location.lon },
		place: "Росохач, вул. Зелена, 7",
	})
	.catch(() => undefined);
await pause(1_500);
const isBlind = existsSync(config.journalFile);
if (isBlind) copyFileSync(config.journalFile, join(folder, "journal.copy"));
beside.exec("rollback");
beside.close();
await pause(1_000);

const ids = [...movedIn.people.values()];
const truth = {
	hasLeft,
	isBlind,
	ids,
	secret,
	names: VILLAGERS.map(({ name }) => name),
	phones: VILLAGERS.map(({ phone }) => phone),
	chats: VILLAGERS.flatMap(({ name, telegram }) =>
		telegram ? String(sandbox.phones.get(name)?.telegramId ?? "") : [],
	),
	homes: VILLAGERS.flatMap(({ home }) => [String(home.lat), String(home.lon)]),
	words: [note],
	tokens: [
		...ids.flatMap((id) =>
			(["answer", "live"] as const).map((opens) =>
				tokenFor(service, fire, id, opens),
			),
		),
		code,
		key,
		made.key,
		secret,
		config.telegram?.token ?? "",
		config.telegram?.webhookSecret ?? "",
		config.twilio?.authToken ?? "",
	],
};
writeFileSync(join(folder, "truth.json"), JSON.stringify(truth));
process.stdout.write("ready to die\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
const [person] = VILLAGERS;
setTimeout(() => {
	throw Object.assign(
		new Error(
			`cannot read ${truth.names.join()}\n    at ${person?.name} (${person?.phone}:1:1)\n${truth.tokens.join()}`,
			{ cause: new SyntaxError(truth.phones.join()) },
		),
		{ row: truth, code: person?.phone },
	);
});
