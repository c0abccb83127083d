/** Answers given by SMS while the service was away, read from the carrier's list afterwards. */
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { twilioClient } from "../../src/channels/twilio.ts";
import { createInbox } from "../../src/http/inbox.ts";
import { pollInbound } from "../../src/inboundPoll.ts";
import { ACCOUNT, AUTH, openSandbox, SMS_FROM } from "../sandbox/workbench.ts";
import { hanna, mykola, petro } from "../story/cast.ts";
import { openVillage } from "../story/village.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0)) await end();
});

it("brings what came in, oldest first, once, with its sender and words", async () => {
	const village = await openVillage({ people: { petro, mykola, hanna } });
	ends.push(() => village.close());
	await village.report();
	// Nobody listens at this address: the carrier tries and gives up.
	const sandbox = await openSandbox({
		serviceUrl: "http://127.0.0.1:9",
		twilioChange: { twoWay: true },
	});
	ends.push(() => sandbox.close());
	const phone = sandbox.phones.add({
		name: "Ганна",
		number: village.people.hanna.phone.number,
		kind: "smart",
	});
	await phone.replySms("йду 10");
	await phone.replySms("не можу");

	const taken: string[] = [];
	const inbox = createInbox(village.service, {
		twilio: async (body) => {
			taken.push((JSON.parse(body) as { text: string }).text);
			return undefined;
		},
	});
	const client = twilioClient({
		accountSid: ACCOUNT,
		authToken: AUTH,
		apiRoot: sandbox.twilioRoot,
	});
	// The village lives on another day than the sandbox's machine.
	const received = () => client.received(SMS_FROM, Date.now() - 60_000);
	for (let start = 0; start < 2; start++) {
		const stop = pollInbound({ ...village.service, inbox, received });
		while (taken.length < 2) await pause(5);
		stop();
	}
	await pause(50);
	expect(taken).toEqual(["йду 10", "не можу"]);
});

it("asks again from the same moment when the carrier could not be asked", async () => {
	const village = await openVillage({ people: { petro, mykola } });
	ends.push(() => village.close());
	await village.report();
	const sandbox = await openSandbox();
	await sandbox.close();
	const client = twilioClient({
		accountSid: ACCOUNT,
		authToken: AUTH,
		apiRoot: sandbox.twilioRoot,
	});
	expect(await client.received(SMS_FROM, 0)).toBeUndefined();
});
