/**
 * Buttons of a page, and what became of them: said beside the buttons where a page has
 * a place for it, else at the foot of the window, so that nothing is refused unseen.
 */
import {
	createContext,
	type Dispatch,
	type ReactNode,
	type SetStateAction,
	useContext,
	useEffect,
	useMemo,
	useState,
	useSyncExternalStore,
} from "react";
import { learn } from "./live.ts";
import {
	createPresses,
	type Item,
	type Order,
	type Presses,
} from "./presses.ts";
import { useWords } from "./words.tsx";

type Board = {
	presses: Presses;
	/** Pages that say it themselves now. */
	places: number;
	setPlaces: Dispatch<SetStateAction<number>>;
};
const Context = createContext<Board | undefined>(undefined);

export function PressesProvider({ children }: { children: ReactNode }) {
	const [presses] = useState(() => createPresses(learn));
	const [places, setPlaces] = useState(0);
	useEffect(() => {
		window.addEventListener("pagehide", presses.leave);
		return () => window.removeEventListener("pagehide", presses.leave);
	}, [presses]);
	const board = useMemo(
		() => ({ presses, places, setPlaces }),
		[presses, places],
	);
	return <Context.Provider value={board}>{children}</Context.Provider>;
}

function useOnBoard(): Board {
	const board = useContext(Context);
	if (!board) throw new Error("Expected usePresses below PressesProvider.");
	return board;
}

export const usePresses = (): Presses => useOnBoard().presses;

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

/** A page's own place: where it is seen and heard at once, above the large buttons. */
export function Toasts() {
	const { setPlaces } = useOnBoard();
	useEffect(() => {
		setPlaces((places) => places + 1);
		return () => setPlaces((places) => places - 1);
	}, [setPlaces]);
	return <Said />;
}

/** Where no page has a place of its own. */
export function ToastsBelow() {
	const { places } = useOnBoard();
	return places === 0 ? (
		<div className="toasts-below">
			<Said />
		</div>
	) : null;
}

function Said() {
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
