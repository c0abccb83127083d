/** `?`: which keys there are. */
import { useRef } from "react";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { useKeys } from "./keys.ts";

const KEYS = [
	["↑ ↓ J K", "board-desk-key-choose"],
	["Enter", "board-desk-key-open"],
	["A", "board-desk-key-see"],
	["N", "board-desk-key-new"],
	["?", "board-incident-key-list"],
] as const;

export function KeysHelp() {
	const { text } = useWords();
	const { can } = useSession();
	const dialog = useRef<HTMLDialogElement>(null);
	const open = () => dialog.current?.showModal();
	useKeys(({ key }) => {
		if (key !== "?") return false;
		open();
		return true;
	});
	return (
		<>
			<button
				type="button"
				className="plain keys"
				aria-keyshortcuts="?"
				onClick={open}
			>
				{text("board-incident-keys")} <kbd>?</kbd>
			</button>
			<dialog ref={dialog} className="keys-help" aria-labelledby="keys-help">
				<h2 id="keys-help">{text("board-incident-keys-title")}</h2>
				<dl>
					{KEYS.filter(([key]) => key !== "N" || can("incidents.raise")).map(
						([key, id]) => (
							<div key={key}>
								<dt>
									<kbd>{key}</kbd>
								</dt>
								<dd>{text(id)}</dd>
							</div>
						),
					)}
				</dl>
				<form method="dialog">
					<button type="submit" className="large-link">
						{text("board-press-close")}
					</button>
				</form>
			</dialog>
		</>
	);
}
