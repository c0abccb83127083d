/**
 * The number of who reported a fire lies sealed beside the log, shows in no log and on no
 * board, and goes with the words.
 */
import { afterEach, expect, it } from "vitest";
import { askReporterNumber } from "../../src/reporterNumber.ts";
import { oleh, petro } from "../story/cast.ts";
import { openVillage, type Village } from "../story/village.ts";

let village: Village;
afterEach(() => village.close());

const NUMBER = "+380501112233";

it("is in no log and on no board, and is gone with the words", async () => {
	const opened = await openVillage({ people: { petro, oleh } });
	village = opened;
	const incident = await village.report({ reporterPhone: NUMBER });
	const [chief] = await village.service.roster.people([opened.people.petro.id]);
	if (!chief) throw new Error("expected the chief in the roster");
	const ask = () =>
		askReporterNumber(village.service, chief, incident, crypto.randomUUID());
	expect(await ask()).toEqual({ kind: "number", phone: NUMBER });

	for (const path of ["", "/log"]) {
		const answer = await fetch(
			`${village.url}/v1/incidents/${incident}${path}`,
			{
				headers: { authorization: `Bearer ${village.adminKey}` },
			},
		);
		expect(answer.status).toBe(200);
		expect(await answer.text()).not.toContain("1112233");
	}
	const stored = await village.store.load(`incident/${incident}`);
	expect(JSON.stringify(stored)).not.toContain("1112233");

	await village.order(incident, { type: "Close", by: village.desk });
	expect(await ask()).toEqual({ kind: "over" });
	await village.fastForward(1_000);
	const before = village.now + 1;
	while ((await village.store.expire("words", { before, limit: 50 })) > 0);
	await village.order(incident, { type: "Reopen", by: village.desk });
	expect(await ask()).toEqual({ kind: "unknown" });
});
