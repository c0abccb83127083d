/**
 * Whether somebody with a tractor agrees to be asked to fires. Their own word alone
 * counts, with the minute it was said; taken back it counts from that minute as well.
 *
 * Asked in the chat, else by an SMS: with a link, or with words where the phone opens
 * none and answers arrive; such a phone is rung as well (`consentRing.ts`). Nobody is
 * asked to a fire before.
 */
import { Buffer } from "node:buffer";
import { writeRoster } from "../administer.ts";
import type { ConsentWord } from "../core/consentReply.ts";
import type { By } from "../core/incident.ts";
import type { ChannelName, Instant, Locale } from "../core/kinds.ts";
import type { HelperRow, ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { type Courtesy, tellBySms, tellInChat } from "../tellInChat.ts";
import type { ConsentRings } from "./consentRing.ts";

export type HelperConsent = {
	/** True when a carrier has taken the question, or the phone is rung by day. */
	ask(helper: HelperRow): Promise<boolean>;
};

/** Their yes or no is waited for. */
export const isAskedNow = ({
	askedAt,
	consentAt,
	withdrawnAt,
	quietAt,
}: HelperRow): boolean =>
	askedAt !== undefined &&
	consentAt === undefined &&
	quietAt === undefined &&
	askedAt > (withdrawnAt ?? Number.NEGATIVE_INFINITY);

/** The word of the bot's topic (`bots/helpers.ts`); its buttons are read there. */
export const HELPER_TOPIC = "help";

export function helperConsent(
	service: Service,
	courtesy: Courtesy,
	rings: Pick<ConsentRings, "asksByCall" | "ring">,
): HelperConsent {
	return {
		async ask(helper) {
			const [person] = await service.roster.people([helper.responderId]);
			if (!person || helper.quietAt !== undefined) return false;
			const isSent = await send(person, helper);
			const isRung = await rings.asksByCall(person);
			if (!isSent && !isRung) return false;
			const asked = await askedNow(helper);
			if (asked && isRung) await rings.ring(asked, person);
			return true;
		},
	};

	function askedNow({ id }: HelperRow): Promise<HelperRow | undefined> {
		return writeRoster(service, async () => {
			const now = await service.others.helper(id);
			if (!now) return { result: undefined };
			const row: HelperRow = { ...now, askedAt: service.clock.now() };
			return {
				event: {
					type: "HelperAskedToAgree",
					by: { kind: "service" },
					responderId: now.responderId,
					helperId: id,
				},
				roster: [{ table: "helper", row }],
				result: row,
			};
		});
	}

	async function send(
		person: ResponderRow,
		helper: HelperRow,
	): Promise<boolean> {
		const { secrets, wording, settings, channels } = service;
		const { locale } = person;
		const words = consentWords(service, helper, locale);
		const chat = person.telegramChat;
		if (chat && channels.has("telegram")) {
			await tellInChat(service, courtesy, {
				chat: secrets.open(chat),
				words,
				buttons: [
					[
						{
							text: wording.text(locale, "helper-agree"),
							data: `~${HELPER_TOPIC}:yes`,
							style: "success",
						},
						{
							text: wording.text(locale, "helper-disagree"),
							data: `~${HELPER_TOPIC}:no`,
						},
					],
				],
			});
			return true;
		}
		const id =
			person.phoneKind === "button" && settings.smsTwoWay
				? "sms-helper-consent.words"
				: "sms-helper-consent";
		return tellBySms(service, {
			phone: secrets.open(person.phone),
			words: wording.text(locale, id, {
				with: equipmentWords(service, helper, locale),
				link: `${settings.shortUrl.replace(/^https?:\/\//i, "")}/h/${linkToken(service, helper.id)}`,
			}),
			smsAlphabet: person.smsAlphabet,
		});
	}
}

export const equipmentWords = (
	{ wording }: Pick<Service, "wording">,
	{ equipment }: Pick<HelperRow, "equipment">,
	locale: Locale,
): string =>
	equipment
		.map((one) => wording.text(locale, `equipment-${one}.with`))
		.join(", ");

export const consentWords = (
	service: Pick<Service, "wording">,
	helper: Pick<HelperRow, "equipment">,
	locale: Locale,
): string =>
	service.wording.text(locale, "helper-consent", {
		with: equipmentWords(service, helper, locale),
	});

/** How it stands, as the chat and the page of the link say it. */
export const consentState = (helper: HelperRow): string => {
	if (helper.consentAt !== undefined) return "helper-agreed";
	if (helper.quietAt !== undefined) return "helper-withdrawn";
	return helper.withdrawnAt === undefined || isAskedNow(helper)
		? "helper-undecided"
		: "helper-refused";
};

/** What may be said to it now, and the label each word stands on. */
export function consentAnswers(
	helper: HelperRow,
): { word: ConsentWord; label: string }[] {
	const yes = { word: "yes", label: "helper-agree" } as const;
	const never = { word: "never", label: "helper-stop" } as const;
	if (helper.consentAt !== undefined) return [never];
	if (helper.quietAt !== undefined) return [yes];
	if (helper.withdrawnAt !== undefined && !isAskedNow(helper))
		return [yes, never];
	return [yes, { word: "no", label: "helper-disagree" }, never];
}

/** The person's own word; repeated it keeps its first minute. */
export async function sayConsent(
	service: Service,
	by: By,
	helperId: string,
	word: ConsentWord,
	channel?: ChannelName,
): Promise<HelperRow | undefined> {
	return writeRoster(service, async () => {
		const before = await service.others.helper(helperId);
		if (!before) return { result: undefined };
		if (isSaid(before, word)) return { result: before };
		const row = rowAfter(before, word, service.clock.now());
		return {
			event: {
				type: word === "yes" ? "HelperAgreed" : "HelperWithdrew",
				by,
				responderId: row.responderId,
				helperId,
				...(word === "never" ? { never: true } : {}),
				...(channel ? { channel } : {}),
			},
			roster: [{ table: "helper", row }],
			result: row,
		};
	});
}

function isSaid(before: HelperRow, word: ConsentWord): boolean {
	switch (word) {
		case "yes":
			return before.consentAt !== undefined;
		case "no":
			return (
				before.consentAt === undefined &&
				before.withdrawnAt !== undefined &&
				!isAskedNow(before)
			);
		case "never":
			return before.quietAt !== undefined;
	}
}

function rowAfter(
	before: HelperRow,
	word: ConsentWord,
	now: Instant,
): HelperRow {
	const {
		consentAt: _yes,
		withdrawnAt: _no,
		quietAt: _never,
		...rest
	} = before;
	switch (word) {
		case "yes":
			return { ...rest, consentAt: now };
		case "no":
			return { ...rest, withdrawnAt: now };
		case "never":
			return { ...rest, withdrawnAt: now, quietAt: now };
	}
}

// --- the link -------------------------------------------------------------------------

const signature = ({ secrets }: Pick<Service, "secrets">, id: string): string =>
	secrets.token(`helper|${id}`);

/** The id itself and what only we could have written beside it. */
const linkToken = (service: Pick<Service, "secrets">, id: string): string =>
	`${Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")}${signature(service, id)}`;

const ID_CHARACTERS = 22;

/** Undefined for a link we never wrote. */
export async function helperOfLink(
	service: Pick<Service, "secrets" | "others">,
	token: string,
): Promise<HelperRow | undefined> {
	const hex = Buffer.from(token.slice(0, ID_CHARACTERS), "base64url").toString(
		"hex",
	);
	if (hex.length !== 32) return undefined;
	const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
	return token === linkToken(service, id)
		? service.others.helper(id)
		: undefined;
}

export const consentLink = (
	{ settings, ...service }: Pick<Service, "secrets" | "settings">,
	helperId: string,
): string => `${settings.publicUrl}/h/${linkToken(service, helperId)}`;
