/** Which right each press needs; who lacks it is not offered it. */
import type { Right } from "../../access.ts";
import type { Action } from "../../screen/actions.ts";

export const RIGHT_OF: Record<Action, Right> = {
	confirm: "incidents.decide",
	dismiss: "incidents.decide",
	"alert-next": "incidents.askMore",
	"stand-down": "incidents.steer",
	"take-over": "incidents.takeOver",
	"acknowledge-hazards": "incidents.steer",
	close: "incidents.steer",
	cancel: "incidents.cancel",
	merge: "incidents.cancel",
	"vehicle-down": "incidents.steer",
	impact: "incidents.decide",
	"allow-departure": "incidents.steer",
	mark: "incidents.mark",
	"ask-state": "incidents.askMore",
	"ask-helpers": "incidents.askMore",
};
