/**
 * What a browser sends of a passkey, as far as it must have a shape before the
 * library reads it. Lengths bound what is parsed at all.
 */
import type {
	AuthenticationResponseJSON,
	RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import { AppError } from "../../errors.ts";

const words = z
	.string()
	.max(4_096)
	.regex(/^[\w-]*$/);
const LONGEST_ATTESTATION = 32_768;

const outside = {
	id: words.min(1).max(1_400),
	rawId: words.min(1).max(1_400),
	type: z.literal("public-key"),
	clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
	authenticatorAttachment: z
		.enum(["platform", "cross-platform"])
		.nullish()
		.transform((value) => value ?? undefined),
};

const registered = z.object({
	response: z.object({
		...outside,
		response: z.object({
			clientDataJSON: words,
			attestationObject: z
				.string()
				.max(LONGEST_ATTESTATION)
				.regex(/^[\w-]*$/),
			transports: z.array(z.string().max(40)).max(8).optional(),
		}),
	}),
});
const signed = z.object({
	response: z.object({
		...outside,
		response: z.object({
			clientDataJSON: words,
			authenticatorData: words,
			signature: words,
			userHandle: words.nullish().transform((value) => value ?? undefined),
		}),
	}),
});

export const readRegistration = (body: string): RegistrationResponseJSON =>
	read(registered, body).response as unknown as RegistrationResponseJSON;
export const readSignature = (body: string): AuthenticationResponseJSON =>
	read(signed, body).response as unknown as AuthenticationResponseJSON;

function read<T>(schema: z.ZodType<T>, body: string): T {
	const result = schema.safeParse(parsed(body));
	if (result.success) return result.data;
	throw new AppError(
		"invalid",
		"Expected { response } as PublicKeyCredential.toJSON() makes it, came something else.",
	);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
