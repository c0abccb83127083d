/**
 * What the pages say: the same Fluent messages as everywhere, one language loaded at
 * a time. The language is the browser's choice on this screen, first that of the
 * person signed in.
 */
import {
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useMemo,
	useState,
} from "react";
import type { Instant, Locale } from "../core/kinds.ts";
import { type ScreenWords, screenWords } from "../wording/onScreen.ts";
import type { Args } from "../wording/rendered.ts";
import { textsOf } from "../wording/texts.ts";
import { keep, kept } from "./kept.ts";

export type Words = {
	locale: Locale;
	timeZone: string;
	words: ScreenWords;
	text(id: string, args?: Args): string;
	/** 03:14 of the installation's zone. */
	clock(at: Instant): string;
	/** Chosen on this screen, kept with it. */
	choose(locale: Locale): void;
	/** What the service says of its zone and the person's language. */
	settle(known: { locale: Locale; timeZone: string }): void;
};

const SOURCES: Record<Locale, () => Promise<{ default: string }>> = {
	uk: () => import("virtual:texts/uk"),
	en: () => import("virtual:texts/en"),
};
const LOCALE_KEY = "dzvin-locale";
const AGAIN_AFTER_MS = 2_000;

const Context = createContext<Words | undefined>(undefined);

export function WordsProvider({ children }: { children: ReactNode }) {
	const [locale, setLocale] = useState<Locale>(
		() => kept<Locale>(LOCALE_KEY) ?? "uk",
	);
	const [timeZone, setTimeZone] = useState("Europe/Kyiv");
	const [words, setWords] = useState<ScreenWords>();

	useEffect(() => {
		let again: ReturnType<typeof setTimeout> | undefined;
		let isWanted = true;
		const load = (): Promise<void> =>
			SOURCES[locale]().then(
				({ default: source }) => {
					if (!isWanted) return;
					document.documentElement.lang = locale;
					setWords(screenWords(textsOf(locale, source)));
				},
				// Without words there is nothing to say it with: asked for until they come.
				() => {
					if (isWanted) again = setTimeout(() => void load(), AGAIN_AFTER_MS);
				},
			);
		void load();
		return () => {
			isWanted = false;
			clearTimeout(again);
		};
	}, [locale]);

	const value = useMemo<Words | undefined>(
		() =>
			words && {
				locale: words.locale,
				timeZone,
				words: { ...words, text: saying(words) },
				text: saying(words),
				clock: (at) => words.clock(at, timeZone),
				choose(chosen) {
					keep(LOCALE_KEY, chosen);
					setLocale(chosen);
				},
				settle(known) {
					setTimeZone(known.timeZone);
					if (kept<Locale>(LOCALE_KEY) === undefined) setLocale(known.locale);
				},
			},
		[words, timeZone],
	);
	return value && <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useWords(): Words {
	const words = useContext(Context);
	if (!words) throw new Error("Expected useWords below WordsProvider.");
	return words;
}

/** A missing text is a defect, and no reason to take the board away: tests fail on what is said to the console. */
const saying =
	({ text }: ScreenWords) =>
	(id: string, args?: Args): string => {
		try {
			return text(id, args);
		} catch (error) {
			console.error(error);
			return id;
		}
	};
