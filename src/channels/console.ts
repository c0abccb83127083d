/**
 * The console prints alerts. It wakes nobody, and every page and `/readyz` says so.
 */
import type { Channel } from "../ports.ts";
import type { Log } from "../service.ts";
import { readBody, UNREADABLE } from "./body.ts";

export function consoleChannel(
	/** Where a line goes; standard output in service. */
	print: (line: string) => void,
	log: Log,
): Channel {
	return {
		name: "console",
		capabilities: { inbound: false, receipts: "none", hybridViber: false },
		async send({ attemptId, to, body }) {
			const rendered = readBody(body, "console");
			if (!rendered) return UNREADABLE;
			try {
				print(`${to}: ${rendered.text}`);
			} catch {
				log.warn("the console cannot be written", { attemptId });
				return { outcome: "retry", code: "closed" };
			}
			return { outcome: "accepted", carrierId: attemptId };
		},
		async probe() {
			return {
				ok: true,
				detail: "prints alerts; no phone rings through it",
			};
		},
	};
}
