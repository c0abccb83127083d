/**
 * What stands around every page: where one can go, what does not work, how old all
 * of it is, and what a desk must never forget.
 */
import { useMantineColorScheme } from "@mantine/core";
import { type ReactNode, Suspense, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { chiefsOutages } from "../screen/outages.ts";
import { laterPart } from "./later.tsx";
import { GREY_AFTER_MS, STALE_AFTER_MS, useLine } from "./live.ts";
import { ToastsBelow } from "./press.tsx";
import { useSession } from "./session.tsx";
import { useTick } from "./tick.ts";
import { useWords } from "./words.tsx";

/** Loaded after the first page. A desk that will hear nothing must see that it will not. */
const Sounding = laterPart(() => import("./desk/Sounding.tsx"));

export function Shell({ children }: { children: ReactNode }) {
	const { text } = useWords();
	const line = useLine();
	const ageMs = useTick() - line.heardAt;
	const isGrey = ageMs >= GREY_AFTER_MS;
	return (
		<div className={isGrey ? "shell grey" : "shell"}>
			<a className="out" href="#page">
				{text("board-skip")}
			</a>
			<Top />
			<LineBar ageMs={ageMs} isLost={line.isLost} />
			<Outages degraded={line.degraded} />
			<Suspense fallback={null}>
				<Sounding />
			</Suspense>
			<p className="bar desk">{text("page-do-not-wait")}</p>
			<main id="page" tabIndex={-1}>
				{children}
			</main>
			<ToastsBelow />
			<footer>
				<Appearance />
			</footer>
		</div>
	);
}

function Top() {
	const { text } = useWords();
	const { me, can } = useSession();
	return (
		<header>
			<nav aria-label={text("board-pages")}>
				<To path="/">{text("board-incidents")}</To>
				{can("incidents.raise") && <To path="/new">{text("board-new")}</To>}
				{can("brigades.read") && (
					<To path="/brigades">{text("board-brigades")}</To>
				)}
			</nav>
			<a className="to-end" href="/account">
				{me.officer ? `${me.name} · ${me.officer}` : me.name}
			</a>
		</header>
	);
}

function To({ path, children }: { path: string; children: ReactNode }) {
	const [here] = useLocation();
	const isHere = path === "/" ? here === "/" : here.startsWith(path);
	return (
		<Link href={path} {...(isHere ? { "aria-current": "page" } : {})}>
			{children}
		</Link>
	);
}

function Appearance() {
	const { text, locale, choose } = useWords();
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const next = { auto: "light", light: "dark", dark: "auto" } as const;
	const other = locale === "uk" ? "en" : "uk";
	return (
		<>
			<button
				type="button"
				className="plain"
				onClick={() => setColorScheme(next[colorScheme])}
			>
				{text("board-colours", {
					scheme: text(`board-colours-${colorScheme}`),
				})}
			</button>
			<button
				type="button"
				className="plain"
				lang={other}
				onClick={() => choose(other)}
			>
				{text("board-other-language")}
			</button>
		</>
	);
}

/** What the window is called: two open pages are told apart by it, and a screen reader begins with it. */
function pageOf(here: string): string {
	if (here.startsWith("/new")) return "board-new";
	if (here.startsWith("/brigades")) return "board-brigades";
	return here.startsWith("/people") ? "board-people" : "board-incidents";
}

/** A lost line is said at once; its age once it is older than ten seconds. */
function LineBar({ ageMs, isLost }: { ageMs: number; isLost: boolean }) {
	const { text } = useWords();
	const isOld = ageMs > STALE_AFTER_MS;
	const minutes = Math.floor(ageMs / 60_000);
	const age =
		minutes > 0
			? text("board-age-minutes", { minutes })
			: text("duration-seconds", { seconds: Math.floor(ageMs / 1_000) });
	return (
		<div role="status">
			{(isLost || isOld) && (
				<p className="bar lost">
					▲{" "}
					{isOld
						? text("board-line-lost", { age })
						: text("board-line-looking")}
				</p>
			)}
		</div>
	);
}

function Outages({ degraded }: { degraded: readonly string[] }) {
	const { words } = useWords();
	const { me } = useSession();
	const outages = chiefsOutages({ degraded, channels: me.channels, words });
	const [here] = useLocation();
	// The title says it, too: a desk has other windows in front. Which page it is comes first: tabs are narrow.
	useEffect(() => {
		const page = words.text(pageOf(here));
		document.title = `${outages.length > 0 ? "▲ " : ""}${page} · ${words.text("page-name")}`;
	}, [outages.length, words, here]);
	return outages.map((said) => (
		<p key={said} className="bar broken" role="alert">
			▲ {said}
		</p>
	));
}
