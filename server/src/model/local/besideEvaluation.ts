/** After this time (ms) a batch is on its way in the runtime's own thread. */
const underWay = 2;

/** Does what takes JavaScript its time while a batch that was just started is evaluated: it costs nothing then. */
export function besideEvaluation(work: () => void): void {
  setTimeout(work, underWay);
}
