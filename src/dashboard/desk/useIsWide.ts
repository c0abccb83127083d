/** Room for the chosen incident beside the lines. */
import { useSyncExternalStore } from "react";

const wide = window.matchMedia("(min-width: 1100px)");

export const useIsWide = (): boolean =>
	useSyncExternalStore(
		(listener) => {
			wide.addEventListener("change", listener);
			return () => wide.removeEventListener("change", listener);
		},
		() => wide.matches,
	);
