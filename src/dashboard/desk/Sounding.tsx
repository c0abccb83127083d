/**
 * What sounds, on every page: the bar that says why, the one key that silences it,
 * the window's title for whoever looks at another, and the bar that asks the browser
 * to let it sound.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { acknowledge, keyOfNeed, type Need } from "../../screen/desk.ts";
import { useKeys } from "../keys/keys.ts";
import { serverNow } from "../live.ts";
import { type Bell, createBell } from "../sound.ts";
import { useWords } from "../words.tsx";
import { setAcknowledged, useAcknowledged } from "./acknowledged.ts";
import { useNeeds } from "./needs.ts";
import { placeShort, useNeedWords } from "./said.ts";
import "./sounding.css";

const LINES_SHOWN = 3;
const SAID_FOR_MS = 6_000;

export default function Sounding() {
	const { text, clock } = useWords();
	const bell = useBell();
	const isAllowed = useSyncExternalStore(
		(listener) => bell?.subscribe(listener) ?? (() => {}),
		() => bell?.isAllowed() ?? false,
	);
	const { sounding } = useNeeds();
	const acknowledged = useAcknowledged();
	const [said, setSaid] = useState("");
	const needWords = useNeedWords();
	const [loudest] = sounding;

	useEffect(() => {
		bell?.sound(
			loudest && {
				key: `${keyOfNeed(loudest)} ${loudest.grade}`,
				kind: loudest.kind,
			},
		);
	});
	useTitle(sounding.length, loudest && needWords(loudest).short);
	useAside(
		loudest && { key: keyOfNeed(loudest), words: needWords(loudest).short },
	);

	const see = (needs: readonly Need[]): void => {
		const now = serverNow();
		setAcknowledged(acknowledge(acknowledged, needs, now));
		setSaid(text("board-desk-seen", { time: clock(now) }));
	};
	const seeLoudest = (): void => {
		if (loudest) see(sounding.filter(({ board }) => board === loudest.board));
	};
	useKeys(
		({ code, shiftKey }) => {
			if (code !== "KeyA" || shiftKey || !loudest) return false;
			seeLoudest();
			return true;
		},
		{ first: true },
	);
	useEffect(() => {
		if (!said) return;
		const timer = setTimeout(() => setSaid(""), SAID_FOR_MS);
		return () => clearTimeout(timer);
	}, [said]);

	const isOff = bell !== undefined && !isAllowed;
	// Whatever appears or goes here moves no line under a finger: a strip that was there stays.
	const wasOff = useRef(false);
	wasOff.current ||= isOff;

	return (
		<div className={wasOff.current ? "sound was-off" : "sound"}>
			{isOff ? (
				<p className="strip off">
					<span>▲ {text("board-desk-sound-off")}</span>
					<button type="button" className="in-bar" onClick={bell.allow}>
						{text("board-desk-sound-on")}
					</button>
				</p>
			) : (
				<p className="strip">
					{isAllowed && (
						<>
							<span>● {text("board-desk-sound-is-on")}</span>
							<Aside />
						</>
					)}
				</p>
			)}
			<p role="status" className={said ? "seen" : "out"}>
				{said}
			</p>
			{loudest && (
				<section className="sounding" aria-label={text("board-desk-needs")}>
					<div role="alert">
						<ul>
							{sounding.slice(0, LINES_SHOWN).map((need) => (
								<li key={keyOfNeed(need)}>
									<Said need={need} />
								</li>
							))}
							{sounding.length > 1 && (
								<li className="on-phones">
									{text("page-live-others", { count: sounding.length - 1 })}
								</li>
							)}
							{sounding.length > LINES_SHOWN && (
								<li className="elsewhere">
									{text("page-live-others", {
										count: sounding.length - LINES_SHOWN,
									})}
								</li>
							)}
						</ul>
					</div>
					<button
						type="button"
						className="in-bar see"
						aria-keyshortcuts="A"
						onClick={seeLoudest}
					>
						{loudest.board && sounding.length > 1
							? text("board-desk-see-one", { number: loudest.board.number })
							: text("board-desk-see")}
						<kbd aria-hidden>A</kbd>
					</button>
					{sounding.length > 1 && (
						<button
							type="button"
							className="in-bar"
							onClick={() => see(sounding)}
						>
							{text("board-desk-see-all")}
						</button>
					)}
				</section>
			)}
		</div>
	);
}

function Said({ need }: { need: Need }) {
	const { headline } = useNeedWords()(need);
	const { board } = need;
	if (!board) return <b>▲ {headline}</b>;
	return (
		<Link href={`/incidents/${board.id}`}>
			▲ #{board.number} <span className="place">{placeShort(board)}</span>{" "}
			<b>{headline}</b>
		</Link>
	);
}

/** One for the page, made again where React draws everything twice. */
function useBell(): Bell | undefined {
	const [bell, setBell] = useState<Bell>();
	useEffect(() => {
		// A browser without it is as silent as a phone without a speaker; the bars remain.
		if (typeof AudioContext === "undefined") return;
		const made = createBell();
		setBell(made);
		return made.close;
	}, []);
	return bell;
}

/** «(2) #118 НЕМАЄ ВОДІЯ», every other second, before whatever the page calls itself. */
function useTitle(count: number, words: string | undefined): void {
	useEffect(() => {
		if (words === undefined) return;
		const own = () => document.title.replace(FLASHED, "");
		let isOn = false;
		const flash = () => {
			isOn = !isOn;
			document.title = isOn ? `(${count}) ${words} · ${own()}` : own();
		};
		flash();
		const timer = setInterval(flash, 1_000);
		return () => {
			clearInterval(timer);
			document.title = own();
		};
	}, [count, words]);
}
const FLASHED = /^\(\d+\) .*? · /;

const canAsk = (): boolean =>
	"Notification" in window && Notification.permission === "default";

/** Asked only by a press, while nothing sounds. */
function Aside() {
	const { text } = useWords();
	const [asks, setAsks] = useState(canAsk);
	if (!asks) return null;
	return (
		<button
			type="button"
			className="in-bar"
			onClick={() =>
				void Notification.requestPermission().then(() => setAsks(canAsk()))
			}
		>
			{text("board-desk-aside")}
		</button>
	);
}

/** For whoever looks at another window: number and headline, no name, no place. */
function useAside(need: { key: string; words: string } | undefined): void {
	const shown = useRef<string>(undefined);
	useEffect(() => {
		if (shown.current === need?.key) return;
		shown.current = need?.key;
		if (!need || !document.hidden || !("Notification" in window)) return;
		if (Notification.permission !== "granted") return;
		try {
			const said = new Notification(need.words, { tag: need.key });
			said.onclick = () => window.focus();
		} catch {
			// Phones show them only through a service worker; there the sound must do.
		}
	});
}
