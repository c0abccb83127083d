/** Buttons of the page, and what became of them. */
import {
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useState,
	useSyncExternalStore,
} from "react";
import { learn } from "../live.ts";
import { useWords } from "../words.tsx";
import {
	createPresses,
	type Item,
	type Order,
	type Presses,
} from "./presses.ts";

const Context = createContext<Presses | undefined>(undefined);

export function PressesProvider({ children }: { children: ReactNode }) {
	const [presses] = useState(() => createPresses(learn));
	useEffect(() => {
		window.addEventListener("pagehide", presses.leave);
		return () => {
			window.removeEventListener("pagehide", presses.leave);
			presses.leave();
		};
	}, [presses]);
	return <Context.Provider value={presses}>{children}</Context.Provider>;
}

export function usePresses(): Presses {
	const presses = useContext(Context);
	if (!presses) throw new Error("Expected usePresses below PressesProvider.");
	return presses;
}

type PressButtonProps = {
	order: Order;
	look?: "first" | "end" | undefined;
	/** The key that presses it, too. */
	shortcut?: string | undefined;
};

/** Stays focusable while it is under way: a disabled button would lose the focus. */
export function PressButton({ order, look, shortcut }: PressButtonProps) {
	const presses = usePresses();
	const isUnderWay = useSyncExternalStore(presses.subscribe, () =>
		presses.isUnderWay(order.key),
	);
	return (
		<button
			type="button"
			className={look ? `press ${look}` : "press"}
			aria-disabled={isUnderWay}
			aria-keyshortcuts={shortcut}
			onClick={() => presses.press(order)}
		>
			{order.label}
			{isUnderWay && " …"}
			{shortcut && <kbd aria-hidden>{shortcut}</kbd>}
		</button>
	);
}

/** Said where it is seen and heard at once: above the large buttons. */
export function Toasts() {
	const presses = usePresses();
	const items = useSyncExternalStore(presses.subscribe, presses.items);
	return (
		<div className="toasts">
			{items.map((item) => (
				<Toast key={item.id} item={item} />
			))}
		</div>
	);
}

function Toast({ item }: { item: Item }) {
	const presses = usePresses();
	const { text } = useWords();
	const { state, left, order, mayRetry, id } = item;
	const close = () => presses.remove(id);
	const words = useSaid(item);
	return (
		<div className={`toast ${state}`}>
			{/* Each second of the count would be read out; the words once are enough. */}
			<span role={state === "failed" ? "alert" : "status"} aria-atomic>
				{order.of && <b className="n">{order.of} </b>}
				<span aria-hidden={state === "undo"}>{words}</span>
				{state === "undo" && <span className="out">{order.label}</span>}
			</span>
			{state === "undo" && (
				<button type="button" onClick={close}>
					{text("board-press-undo-button", { seconds: left })}
				</button>
			)}
			{state === "failed" && mayRetry && (
				<button type="button" onClick={() => presses.again(id)}>
					{text("board-press-retry")}
				</button>
			)}
			{(state === "failed" || state === "said") && (
				<button type="button" onClick={close}>
					{text("board-press-close")}
				</button>
			)}
		</div>
	);
}

function useSaid({ state, order, left, says }: Item): string {
	const { text } = useWords();
	const action = order.label;
	switch (state) {
		case "undo":
			return text("page-live-undo", { action, seconds: left });
		case "sending":
			return text("board-press-sending", { action });
		case "again":
			return text("board-press-again", { action });
		case "failed":
		case "said": {
			const { id = "board-press-broken", args = {} } = says ?? {};
			const status =
				"state" in args ? { state: text(`incident-${args.state}`) } : {};
			return text(id, { action, ...args, ...status });
		}
		default:
			return state satisfies never;
	}
}
