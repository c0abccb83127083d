/** `?`: which keys a page has, and the box that switches them off. */
import { useState } from "react";
import { keep, kept } from "../kept.ts";
import { useWords } from "../words.tsx";
import { Dialog } from "./Dialog.tsx";
import { KEYS_OFF, useKeys } from "./keys.ts";

type KeyLine = readonly [key: string, words: string];

export function KeyList({ keys }: { keys: readonly KeyLine[] }) {
	const { text } = useWords();
	const [isListed, setListed] = useState(false);
	const [isOff, setOff] = useState(() => kept<boolean>(KEYS_OFF) ?? false);
	useKeys(({ key }) => {
		if (key !== "?") return false;
		setListed(true);
		return true;
	});
	const all: readonly KeyLine[] = [
		...keys,
		["?", text("board-incident-key-list")],
	];
	return (
		<>
			<button
				type="button"
				className="plain keys"
				aria-keyshortcuts="?"
				onClick={() => setListed(true)}
			>
				{text("board-incident-keys")} <kbd>?</kbd>
			</button>
			{isListed && (
				<Dialog
					title={text("board-incident-keys-title")}
					onClose={() => setListed(false)}
				>
					<dl className="keys-list">
						{all.map(([key, words]) => (
							<div key={key}>
								<dt>
									<kbd>{key}</kbd>
								</dt>
								<dd>{words}</dd>
							</div>
						))}
					</dl>
					<label className="keys-off">
						<input
							type="checkbox"
							checked={isOff}
							onChange={({ currentTarget: { checked } }) => {
								setOff(checked);
								keep(KEYS_OFF, checked || undefined);
							}}
						/>
						{text("board-incident-key-off")}
					</label>
				</Dialog>
			)}
		</>
	);
}
