/**
 * A phone number as people write it → E.164, or what is wrong with it.
 *
 * Numbers without a country are Ukrainian. No message made here holds more than
 * the last two digits: errors are logged, forwarded and read aloud.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js";

const EMERGENCY = /^(\+?380|0)?(10[1-4]|112)$/;

/** A robot that rings these blocks a line somebody is dying on. */
export const isEmergencyNumber = (number: string): boolean =>
	EMERGENCY.test(number.replace(/[\s().-]/g, ""));

export type ReadPhone =
	| { phone: string; problem?: never }
	| { phone?: never; problem: string };

export function readPhone(text: string): ReadPhone {
	if (isEmergencyNumber(text))
		return {
			problem:
				"expected somebody's own phone, came an emergency number (101–104, 112): no alert may ever dial it",
		};
	const parsed = parsePhoneNumberFromString(text, "UA");
	if (parsed?.isValid() && !parsed.ext) return { phone: parsed.number };
	return {
		problem: `expected a phone number such as 067 123 45 67 or +380 67 123 45 67, came ${maskPhone(text)}`,
	};
}

/** All but the last two digits hidden; words without digits are not repeated at all. */
export function maskPhone(text: string): string {
	const digits = text.replace(/\D/g, "");
	if (digits.length === 0) return "a text without digits";
	return `${digits.length} digits ending in ${digits.slice(-2)}`;
}

/** Hides what looks like a phone number inside a text that was typed by somebody. */
export const withoutPhones = (text: string): string =>
	text.replace(/\+?\d[\d\s().-]{5,}\d/g, (found) => {
		const digits = found.replace(/\D/g, "");
		return digits.length < 7 ? found : `…${digits.slice(-2)}`;
	});
