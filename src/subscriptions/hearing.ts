/**
 * Who hears what: a subscription sees what its owner sees now, never what they saw
 * once. A key that was revoked or a chief who is none any more hears nothing.
 */
import { grantOfKey, scopeFor } from "../access.ts";
import { grantsOf } from "../grants.ts";
import { ADMIN_KEY_ID, hasExpired } from "../keys.ts";
import { EVERYTHING, type Scope, type SubscriptionRow } from "../ports.ts";
import type { Service } from "../service.ts";

/** Undefined when the owner may not look at incidents any more. */
export async function scopeNow(
	{ roster, signIn, clock }: Pick<Service, "roster" | "signIn" | "clock">,
	{ owner }: Pick<SubscriptionRow, "owner">,
): Promise<Scope | undefined> {
	if (owner.kind === "key") {
		if (owner.id === ADMIN_KEY_ID) return EVERYTHING;
		const key = (await roster.apiKeys()).find(({ id }) => id === owner.id);
		return key && !hasExpired(key, clock.now())
			? scopeFor([grantOfKey(key.id, key.scope)], "incidents.read")
			: undefined;
	}
	const grants = await grantsOf(
		{ signIn },
		owner.kind === "desk" ? { deskId: owner.id } : { responderId: owner.id },
	);
	return scopeFor(grants, "incidents.read");
}
