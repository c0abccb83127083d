/**
 * The sandbox as a process of its own, with carriers that take a little more
 * than the service's lanes send: a carrier's refusal would be the lane's fault.
 *
 * A request is journalled when the carrier has carried it out, 5–65 ms after it
 * came; here its `machineMs` is set to when it came, since that is what the
 * bench asks for.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { RequestEntry } from "../../src/sandbox/journal.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";

export const TELEGRAM_TOKEN = "1234567:bench-token-that-opens-nothing";
export const TWILIO = {
	accountSid: `AC${"2".repeat(32)}`,
	authToken: "bench-token-that-opens-nothing",
	smsFrom: "+380440000001",
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
			perSecond: 200,
		},
		twilio: {
			...TWILIO,
			voiceFrom: "+380440000002",
			segmentsPerSecond: 100,
		},
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
	process.once(
		"SIGTERM",
		() => void sandbox.close().then(() => process.exit(0)),
	);
}
