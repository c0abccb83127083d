/**
 * Asks api.ukrainealarm.com, and fetches the key its messages are signed with.
 *
 * Answers are given back as text: an index of 64 bits is no number of JavaScript's.
 * Whoever asks too often is told 401, like somebody without a key, so one refusal
 * means nothing yet.
 */
export type AskedOf = "alerts/status" | "alerts" | "regions";

export type Answered =
	| { ok: true; text: string }
	/** The status, or what kept it from coming. */
	| { ok: false; why: string; refused: boolean };

export type AlarmSource = {
	ask(what: AskedOf, signal: AbortSignal): Promise<Answered>;
	publicKey(): Promise<string | undefined>;
};

const DEADLINE_MS = 8_000;
/** The whole country under fire is a fifth of that. */
const MOST_BYTES = 4 * 1024 * 1024;

export function ukraineAlarm({
	apiRoot,
	key,
	deadlineMs = DEADLINE_MS,
}: {
	apiRoot: string;
	key: string;
	deadlineMs?: number;
}): AlarmSource {
	async function get(
		path: string,
		headers: Record<string, string>,
		signals: AbortSignal[] = [],
	) {
		const answer = await fetch(`${apiRoot}${path}`, {
			headers: { accept: "application/json", ...headers },
			// Whoever sends us elsewhere gets no key of ours.
			redirect: "error",
			signal: AbortSignal.any([AbortSignal.timeout(deadlineMs), ...signals]),
		});
		if (!answer.ok) {
			await answer.body?.cancel().catch(() => undefined);
			return { status: answer.status, text: "" };
		}
		return { status: answer.status, text: await bounded(answer) };
	}
	return {
		async ask(what, signal) {
			try {
				const { status, text } = await get(
					`/api/v3/${what}`,
					{ authorization: key },
					[signal],
				);
				return status === 200
					? { ok: true, text }
					: {
							ok: false,
							why: String(status),
							refused: status === 401 || status === 429,
						};
			} catch (error) {
				return {
					ok: false,
					why: error instanceof Error ? error.name : "unknown",
					refused: false,
				};
			}
		},
		async publicKey() {
			try {
				const { text } = await get("/webhook-public.pem", {});
				return text.includes("BEGIN PUBLIC KEY") ? text : undefined;
			} catch {
				return undefined;
			}
		},
	};
}

async function bounded(answer: Response): Promise<string> {
	const parts: Uint8Array[] = [];
	let bytes = 0;
	for await (const part of answer.body ?? []) {
		bytes += part.length;
		if (bytes > MOST_BYTES)
			throw new RangeError(
				`Expected at most ${MOST_BYTES} bytes, came more; the list was not read.`,
			);
		parts.push(part);
	}
	return Buffer.concat(parts).toString("utf8");
}
