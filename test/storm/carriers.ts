/**
 * The carriers as a process of their own, which no storm kills: what their
 * phones received is the truth the database is held against.
 *
 * A request is journalled when it has been carried out; `machineMs` is set to
 * when it came, since that is what the storm asks for.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { RequestEntry } from "../../src/sandbox/journal.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";

export const TELEGRAM_TOKEN = "1234567:storm-token-that-opens-nothing";
export const TWILIO = {
	accountSid: `AC${"3".repeat(32)}`,
	authToken: "storm-token-that-opens-nothing",
	smsFrom: "+380440000001",
	voiceFrom: "+380440000002",
};

if (import.meta.main) await run();

async function run(): Promise<void> {
	const came = new AsyncLocalStorage<number>();
	subscribe("http.server.request.start", () =>
		came.enterWith(performance.now()),
	);
	const sandbox = await startSandbox({
		telegram: {
			token: TELEGRAM_TOKEN,
			botUsername: "dzvin_bot",
			// More than any lane sends: a refusal for speed would be the rig's, not the storm's.
			perSecond: 300,
		},
		twilio: {
			...TWILIO,
			twoWay: true,
			segmentsPerSecond: 200,
			callsPerSecond: 60,
		},
		seed: Number(process.env.SEED ?? 1),
		// Where the service's clock runs faster, phones ring and networks carry as much faster.
		speed: Number(process.env.SPEED ?? 1),
		serviceUrl: process.env.SERVICE_URL ?? "",
	});
	const { journal } = sandbox;
	const { writeRequest } = journal;
	journal.writeRequest = (request) => {
		writeRequest(request);
		const written: RequestEntry | undefined = journal.requests.at(-1);
		const cameMs = came.getStore();
		if (written && cameMs !== undefined) written.machineMs = cameMs;
	};
	const { telegramRoot, twilioRoot, pageUrl } = sandbox;
	console.log(`roots ${JSON.stringify({ telegramRoot, twilioRoot, pageUrl })}`);
	// Whoever started us has broken off.
	const startedBy = process.ppid;
	setInterval(() => {
		if (process.ppid !== startedBy) process.exit(1);
	}, 1_000).unref();
	process.once(
		"SIGTERM",
		() => void sandbox.close().then(() => process.exit(0)),
	);
}
