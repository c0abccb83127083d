/**
 * Keyboards of the conversation. The buttons under an alert are the alert's own (`wording/`).
 */
import { InlineKeyboard, Keyboard } from "grammy/web";

/** Asks for the contact: only the phone itself can share its own number. */
export const shareContact = (text: string): Keyboard =>
	new Keyboard().requestContact(text).resized().oneTime();

export const noKeyboard = { remove_keyboard: true } as const;

/** One row per open alert; a tap says the number as if it were written. */
export function whichAlert(
	options: readonly { text: string; number: number }[],
): InlineKeyboard {
	const keyboard = new InlineKeyboard();
	for (const { text, number } of options)
		keyboard.text(text, `#${number}`).row();
	return keyboard;
}

/** The number a tap on `whichAlert` says; a button of an alert is none. */
export const numberTapped = (data: string): string | undefined =>
	/^#(\d+)$/.exec(data)?.[1];
