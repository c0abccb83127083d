/** The bell's number as a card that phones can save. */
import { expect, it } from "vitest";
import { vcard } from "../../src/people/vcard.ts";

it("is a card of one name and one number, line by line", () => {
	expect(vcard({ name: "Дзвін (пожежа)", phone: "+380440000002" })).toBe(
		"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Дзвін (пожежа)\r\nN:Дзвін (пожежа);;;;\r\nTEL;TYPE=CELL,VOICE:+380440000002\r\nEND:VCARD\r\n",
	);
});

it("lets no name break its lines", () => {
	const card = vcard({ name: "a;b,c\r\nTEL:102", phone: "+380440000002" });
	expect(card).toContain("FN:a\\;b\\,c TEL:102\r\n");
	expect(card.match(/^TEL/gm)).toHaveLength(1);
});
