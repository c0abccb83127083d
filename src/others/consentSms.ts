/**
 * The answer by SMS of somebody with a machine whose phone opens no link. Read only
 * where no fire waits for their answer.
 */
import { readConsent } from "../core/consentReply.ts";
import type { ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { isAskedNow, sayConsent } from "./consent.ts";

/** The id of what is said back; undefined when it is no word about consent. */
export async function consentBySms(
	service: Service,
	person: ResponderRow,
	text: string,
): Promise<string | undefined> {
	const helper = await service.others.helperBy(person.id);
	if (!helper) return undefined;
	const word = readConsent(text, { isWaiting: isAskedNow(helper) });
	if (!word) return undefined;
	const by = { kind: "responder", id: person.id } as const;
	await sayConsent(service, by, helper.id, word, "sms");
	return `sms-helper-said-${word}`;
}
