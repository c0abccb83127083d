/**
 * Somebody in the house who is rung when a volunteer does not wake: a name and a
 * phone of somebody who may be in no roster, so it lies sealed and is opened here only.
 */
import type { MessageKind } from "../core/message.ts";
import type { Sealed } from "../ports.ts";
import type { Secrets } from "../secrets.ts";

export type HomeContact = { name: string; phone: string };

/** The one message that goes to the house's number instead of the person's. */
export const HOUSE_CALL: MessageKind = "wakeHousehold";

export const sealHomeContact = (
	secrets: Pick<Secrets, "seal">,
	{ name, phone }: HomeContact,
): Sealed => secrets.seal(JSON.stringify({ name, phone }));

export const openHomeContact = (
	secrets: Pick<Secrets, "open">,
	sealed: Sealed,
): HomeContact => JSON.parse(secrets.open(sealed)) as HomeContact;
