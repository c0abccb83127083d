/**
 * Draws `src/sandbox/botApi.ts` from the Bot API written down as data.
 *
 * Run by hand when Telegram's documents change:
 * `node test/sandbox/drawBotApiTable.ts`. It needs `../shared/data/telegram/bot-api.json`
 * beside the project; the drawn table is committed, so nobody else does.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const SPEC_FILE = fileURLToPath(
	new URL("../../../shared/data/telegram/bot-api.json", import.meta.url),
);

const METHODS = [
	"getMe",
	"setWebhook",
	"deleteWebhook",
	"getWebhookInfo",
	"getUpdates",
	"sendMessage",
	"editMessageText",
	"editMessageReplyMarkup",
	"deleteMessage",
	"answerCallbackQuery",
	"sendVenue",
	"sendLocation",
	"sendVoice",
	"sendContact",
	"sendDocument",
	"copyMessage",
	"sendChatAction",
	"setMyCommands",
	"getChat",
	"pinChatMessage",
];

const TYPES = [
	"InlineKeyboardMarkup",
	"InlineKeyboardButton",
	"ReplyKeyboardMarkup",
	"KeyboardButton",
	"ReplyKeyboardRemove",
	"ForceReply",
	"MessageEntity",
	"LinkPreviewOptions",
	"ReplyParameters",
	"BotCommand",
];

type Field = { name: string; types: string[]; required: boolean };
type Spec = {
	version: string;
	methods: Record<string, { fields?: Field[] }>;
	types: Record<string, { fields?: Field[] }>;
};

/** `{ name: "Integer|String!" }`; the exclamation mark means required. */
export function rowOf(fields: Field[] | undefined): Record<string, string> {
	return Object.fromEntries(
		(fields ?? []).map(({ name, types, required }) => [
			name,
			types.join("|") + (required ? "!" : ""),
		]),
	);
}

export const readSpec = (): Spec => JSON.parse(readFileSync(SPEC_FILE, "utf8"));

function draw(spec: Spec): string {
	const table = (names: string[], rows: Spec["methods"]) =>
		JSON.stringify(
			Object.fromEntries(names.map((n) => [n, rowOf(rows[n]?.fields)])),
			null,
			"\t",
		);
	return `/**
 * The methods of the Telegram Bot API that Dzvin uses: every parameter, its types, "!" = required.
 *
 * Drawn by \`test/sandbox/drawBotApiTable.ts\` from PaulSonOfLars/telegram-bot-api-spec
 * (MIT licence, ${spec.version}), which reads https://core.telegram.org/bots/api. Not edited by hand.
 */
export type Row = Readonly<Record<string, string>>;

export const METHODS: Readonly<Record<string, Row>> = ${table(METHODS, spec.methods)};

/** Objects looked into; any other object type is accepted as it comes. */
export const TYPES: Readonly<Record<string, Row>> = ${table(TYPES, spec.types)};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	writeFileSync(
		new URL("../../src/sandbox/botApi.ts", import.meta.url),
		draw(readSpec()),
	);
