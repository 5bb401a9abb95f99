// Preact and its hooks, which index.html loads.
export const { h, render, Fragment } = globalThis.preact;
export const { useEffect, useLayoutEffect, useMemo, useRef, useState } = globalThis.preactHooks;
