/** The room's screen does not go dark while the code is shown, where the browser lets us; the answer lets it sleep again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const take = () => {
    if (document.hidden || over || !('wakeLock' in navigator)) return;
    navigator.wakeLock
      .request('screen')
      .then(taken => {
        if (over) void taken.release();
        else lock = taken;
      })
      .catch(() => undefined);
  };
  take();
  document.addEventListener('visibilitychange', take);
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', take);
    void lock?.release();
  };
}
