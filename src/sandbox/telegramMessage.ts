/**
 * A Telegram message in its three shapes: as the server keeps it, as the API shows it, as a screen does.
 *
 * With the limits of what may hang under one: buttons, commands.
 */
import { refuse } from "./parameters.ts";
import type {
	ChatMessage,
	InlineButton,
	PersonWrites,
	PhoneState,
	Point,
	ReplyButton,
} from "./phones.ts";
import { CHARACTERS_PER_SECOND } from "./sound.ts";
import type { Entity } from "./telegramText.ts";

export type StoredMessage = {
	id: number;
	chat: PhoneState;
	fromBot: boolean;
	atSeconds: number;
	editedAtSeconds?: number;
	text?: string;
	entities: Entity[];
	markup?: { inline_keyboard: InlineButton[][] };
	/** The parts that are not text, as the API shows them. */
	more: Record<string, unknown>;
	/** What is heard in a voice message. */
	sound?: string;
	/** What a photo shows. */
	picture?: string;
	/** What stands in a document. */
	file?: { name: string; written: string };
};

export type Markup =
	| { inline_keyboard: InlineButton[][] }
	| { keyboard: ReplyButton[][] }
	| { remove_keyboard: true }
	| { force_reply: true };

export const isEmpty = ({
	inline_keyboard: rows,
}: {
	inline_keyboard: unknown[][];
}) => rows.every((row) => row.length === 0);

export function checkMarkup(markup: Markup | undefined): void {
	if (!markup || !("inline_keyboard" in markup)) return;
	for (const button of markup.inline_keyboard.flat()) checkButton(button);
}

/** Telegram refuses buttons to http://localhost as well; here they are part of the loopback exception. */
function checkButton({
	text,
	callback_data: data,
	url,
	...rest
}: InlineButton) {
	if (text === "") refuse("inline keyboard button text must be non-empty");
	const kinds = [data, url, ...Object.values(rest)].filter(
		(value) => value !== undefined,
	);
	if (kinds.length === 0)
		refuse(
			"can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
		);
	if (data !== undefined) {
		const bytes = Buffer.byteLength(data);
		if (bytes < 1 || bytes > 64) refuse("BUTTON_DATA_INVALID");
	}
	if (url !== undefined && !/^(https?|tg):\/\/\S+$/i.test(url))
		refuse(
			`inline keyboard button URL '${url}' is invalid: ${/^[a-z]+:/i.test(url) ? "Unsupported URL protocol" : "Wrong HTTP URL"}`,
		);
}

export function checkCommands({
	commands,
}: {
	commands: { command: string; description: string }[];
}): void {
	if (commands.length > 100) refuse("BOT_COMMANDS_TOO_MUCH");
	for (const { command, description } of commands) {
		if (!/^\/?[a-z\d_]{1,32}$/.test(command)) refuse("BOT_COMMAND_INVALID");
		if (description.length < 1 || description.length > 256)
			refuse("BOT_COMMAND_DESCRIPTION_INVALID");
	}
}

export const account = (phone: PhoneState) => ({
	id: phone.telegramId,
	is_bot: false,
	first_name: phone.name,
	...(phone.telegramUsername ? { username: phone.telegramUsername } : {}),
	language_code: phone.languageCode ?? "uk",
});

export const chatShape = (phone: PhoneState) => ({
	id: phone.telegramId,
	type: "private",
	first_name: phone.name,
	...(phone.telegramUsername ? { username: phone.telegramUsername } : {}),
});

export const chatDetails = (phone: PhoneState) => ({
	...chatShape(phone),
	accent_color_id: 0,
	max_reaction_count: 11,
	accepted_gift_types: {},
});

export const location = ({ lat, lon }: Point) => ({
	latitude: lat,
	longitude: lon,
});

export function personContent(
	written: PersonWrites,
	id: number,
): Pick<StoredMessage, "text" | "entities" | "more" | "sound" | "picture"> {
	if ("text" in written) {
		const command = /^\/\w+/.exec(written.text);
		return {
			text: written.text,
			entities: command
				? [{ type: "bot_command", offset: 0, length: command[0].length }]
				: [],
			more: {},
		};
	}
	if ("contact" in written)
		return { entities: [], more: { contact: written.contact } };
	if ("photo" in written) {
		const { photo: picture, caption } = written;
		return {
			entities: [],
			picture,
			more: {
				photo: PHOTO_SIZES.map((width) => ({
					...file("AgAC", id, width),
					width,
					height: (width * 3) / 4,
				})),
				...(caption === undefined ? {} : { caption }),
			},
		};
	}
	if ("voice" in written)
		return {
			entities: [],
			sound: written.voice,
			more: {
				voice: {
					...file("AwAC", id, 0),
					duration: Math.ceil(written.voice.length / CHARACTERS_PER_SECOND),
					mime_type: "audio/ogg",
				},
			},
		};
	const { point, livePeriodSeconds } = written;
	return {
		entities: [],
		more: {
			location: {
				...location(point),
				...(livePeriodSeconds ? { live_period: livePeriodSeconds } : {}),
			},
		},
	};
}

/** Telegram makes smaller ones of every photo. */
const PHOTO_SIZES = [320, 1280];

const file = (kind: string, messageId: number, size: number) => ({
	file_id: `${kind}-${messageId}-${size}`,
	file_unique_id: `${kind}${messageId}${size}`,
	file_size: 1024 * (size + 1),
});

/** The message as a screen shows it. */
export function screen(
	message: StoredMessage,
	silent: boolean,
	at: number,
): ChatMessage {
	const { more, text, entities, markup, sound, picture, file } = message;
	const place = more.location as
		| { latitude: number; longitude: number }
		| undefined;
	const venue = more.venue as { title: string; address: string } | undefined;
	const contact = more.contact as
		| { first_name: string; phone_number: string }
		| undefined;
	return {
		id: message.id,
		from: message.fromBot ? "bot" : "person",
		at,
		text:
			text ??
			(sound !== undefined
				? `▶ ${[more.caption, sound].filter(Boolean).join(": ")}`
				: picture !== undefined
					? `🖼 ${[more.caption, picture].filter(Boolean).join(": ")}`
					: venue
						? `${venue.title}\n${venue.address}`
						: file
							? `📄 ${file.name}`
							: contact
								? `${contact.first_name} ${contact.phone_number}`
								: ""),
		entities,
		keyboard: markup?.inline_keyboard ?? [],
		silent,
		pinned: false,
		...(place ? { point: { lat: place.latitude, lon: place.longitude } } : {}),
		...(file ? { file } : {}),
	};
}
