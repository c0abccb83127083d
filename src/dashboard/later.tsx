/**
 * Pages and parts that come when they are needed. One that does not come over the line
 * says so where it would stand, and takes nothing else off the screen.
 */
import { type ComponentType, lazy } from "react";
import { useWords } from "./words.tsx";

type Loaded<Props> = { default: ComponentType<Props> };

/** A part of a page: the rest goes on without it. */
export const laterPart = <Props,>(load: () => Promise<Loaded<Props>>) =>
	lazy(() => load().catch((): Loaded<Props> => ({ default: PartNotCome })));

/** A whole page: asked for again by a press. */
export const laterPage = <Props,>(load: () => Promise<Loaded<Props>>) =>
	lazy(() => load().catch((): Loaded<Props> => ({ default: PageNotCome })));

function PartNotCome() {
	const { text } = useWords();
	return (
		<p role="alert" className="w">
			▲ {text("board-roster-unread")}
		</p>
	);
}

function PageNotCome() {
	const { text } = useWords();
	return (
		<div className="waiting-page">
			<div>
				<PartNotCome />
				<button
					type="button"
					className="press"
					onClick={() => location.reload()}
				>
					{text("board-press-retry")}
				</button>
			</div>
		</div>
	);
}
