/**
 * The bell's number as a card to be saved: only a saved contact gets a ringtone of its
 * own and may ring through do-not-disturb.
 */

export type Card = { name: string; phone: string };

/** https://www.rfc-editor.org/rfc/rfc2426: version 3.0, which every phone of the last fifteen years reads. */
export const vcard = ({ name, phone }: Card): string =>
	[
		"BEGIN:VCARD",
		"VERSION:3.0",
		`FN:${escaped(name)}`,
		`N:${escaped(name)};;;;`,
		`TEL;TYPE=CELL,VOICE:${phone}`,
		"END:VCARD",
		"",
	].join("\r\n");

const escaped = (text: string): string =>
	text.replace(/[\\,;]/g, "\\$&").replace(/\s+/g, " ");
