/**
 * An answer that could not be written: it lies sealed among the messages that wait
 * (on the journal's disk while the database takes none) and is given, as of when it
 * was said, once the database takes writes again. Its command id makes it one answer
 * however often it is tried.
 */
import { type Answering, answer, type Said } from "./answer.ts";
import type { Instant } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { Service } from "./service.ts";

/** What it is kept under, as if a carrier had brought it; a form whose link could not be looked up is another thing. */
export const KEPT = "answer";
export const FORM = "page";

export type KeptAnswer = Omit<Answering, "alongside" | "saidAt">;
export type KeptForm = {
	token: string;
	form: { said: Said; words?: string; nonce: string };
};

/** Gives it now; what is about an incident in no log is left out, it would come for ever. */
export async function giveKept(
	service: Service,
	kept: KeptAnswer,
	saidAt: Instant | undefined,
): Promise<void> {
	try {
		await answer(service, {
			...kept,
			...(saidAt === undefined ? {} : { saidAt }),
		});
	} catch (error) {
		if (!(error instanceof AppError) || error.kind !== "notFound") throw error;
		service.log.error("an answer kept is about an incident in no log", {
			incidentId: kept.incidentId,
		});
	}
}

// More than people of one brigade say in an outage.
const LOOK_AT = 1_000;

/** What was said by this link, or in any way by whom it belongs to, and nobody could write yet; the newest last. */
export async function saidAndKept(
	{ store, secrets }: Pick<Service, "store" | "secrets">,
	token: string,
	owner?: Pick<KeptAnswer, "incidentId" | "responderId">,
): Promise<Said[]> {
	const waiting = await store.pendingInbound(LOOK_AT);
	return waiting
		.toSorted((a, b) => a.receivedAt - b.receivedAt)
		.flatMap(({ carrier, body }) => {
			if (carrier !== KEPT && carrier !== FORM) return [];
			const kept = JSON.parse(secrets.open(body)) as KeptAnswer | KeptForm;
			if ("form" in kept) return kept.token === token ? [kept.form.said] : [];
			const isTheirs =
				kept.incidentId === owner?.incidentId &&
				kept.responderId === owner.responderId;
			return isTheirs ? [kept.said] : [];
		});
}
