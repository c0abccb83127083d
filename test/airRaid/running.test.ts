/** The feed in a service that runs: by itself, from its settings, to its end. */
import { afterEach, expect, it } from "vitest";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import {
	type Installation,
	startInstallation,
} from "../../src/demo/installation.ts";
import { AREA_CODE } from "../../src/demo/village.ts";
import { SKY } from "./sky.ts";

let installation: Installation;
afterEach(() => installation.close());

const seen = async (): Promise<string> =>
	(
		await installation.api.get<{ state: string }>(
			`/v1/air-raid?area=${AREA_CODE}`,
		)
	).state;

/** The feed looks when it likes; a test that waits in vain fails by its own limit. */
async function until(state: string): Promise<void> {
	while ((await seen()) !== state)
		await new Promise((resolve) => setTimeout(resolve, 20));
}

it("is calm in the demo's village, red when its sky is, and unknown when the source falls silent", async () => {
	installation = await startInstallation({ speed: 60, seed: 1 });
	for (const table of AREA_TABLES)
		await installation.api.table("/v1/areas/import", table);
	const sky = installation.sandbox.ukraineAlarm;
	if (!sky) throw new Error("The demo has no alerts API.");
	await until("none");
	// By a list alone.
	sky.set(SKY.raion, ["Yellow"]);
	await until("yellow");
	// By a word, which the demo's button sends.
	expect(await sky.tell(SKY.raion, ["Red"])).toBe(204);
	expect(await seen()).toBe("red");
	sky.fail({ silent: true });
	await until("unknown");
	sky.fail({});
	sky.set(SKY.raion, []);
	await until("none");
}, 60_000);
