// Camera and microphone are tried on this device alone: a picture of oneself, a bar that moves, two tones. No request leaves.
const box = document.querySelector("[data-devices]");
const video = box.querySelector("video");
const meter = box.querySelector("meter");
const [startButton, stopButton] = ["[data-start]", "[data-stop]"].map((name) => box.querySelector(name));
const HEARD = 0.08;
const WHY = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing" };

let stream = null;
let sound = null;

function say(kind, state) {
  const row = box.querySelector(`[data-row="${kind}"]`);
  row.hidden = false;
  for (const words of row.querySelectorAll("[data-is]")) words.hidden = words.dataset.is !== state;
}

function help(which) {
  for (const text of box.querySelectorAll("[data-help]")) text.hidden = text.dataset.help !== which;
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  sound?.close();
  [stream, sound] = [null, null];
  video.srcObject = null;
  for (const part of [video, stopButton, ...box.querySelectorAll("[data-level], [data-choices], [data-row]")]) {
    part.hidden = true;
  }
  startButton.hidden = false;
}

function wanted(kind) {
  const choice = box.querySelector(`[data-choice="${kind}"]`).value;
  return choice ? { deviceId: { exact: choice } } : true;
}

// both together ask once; when one of them fails, each is tried alone, so that it is clear which
async function open() {
  const [picture, voice] = [wanted("videoinput"), wanted("audioinput")];
  try {
    const both = await navigator.mediaDevices.getUserMedia({ video: picture, audio: voice });
    return { tracks: both.getTracks(), failed: {} };
  } catch (error) {
    if (WHY[error.name] === "refused") return { tracks: [], failed: { video: "refused", audio: "refused" } };
  }
  const [tracks, failed] = [[], {}];
  for (const [kind, ask] of [["video", { video: picture }], ["audio", { audio: voice }]]) {
    try {
      tracks.push(...(await navigator.mediaDevices.getUserMedia(ask)).getTracks());
    } catch (error) {
      failed[kind] = WHY[error.name] ?? "busy";
    }
  }
  return { tracks, failed };
}

async function start() {
  stop();
  help("");
  if (!navigator.mediaDevices?.getUserMedia) return help("unsupported");
  startButton.disabled = true;
  const { tracks, failed } = await open();
  startButton.disabled = false;
  box.querySelector("[data-ask]").hidden = true;
  stream = new MediaStream(tracks);
  for (const kind of ["video", "audio"]) say(kind, failed[kind] ?? "works");
  if (Object.values(failed).includes("refused")) help("refused");
  if (!tracks.length) return undefined;
  [startButton.hidden, stopButton.hidden] = [true, false];
  if (stream.getVideoTracks().length) {
    video.srcObject = stream;
    video.hidden = false;
  }
  if (stream.getAudioTracks().length) listen();
  return choices();
}

function listen() {
  sound = new AudioContext();
  const ear = sound.createAnalyser();
  ear.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(ear);
  const samples = new Float32Array(ear.fftSize);
  const mine = sound;
  box.querySelector("[data-level]").hidden = false;
  const look = () => {
    if (sound !== mine) return;
    ear.getFloatTimeDomainData(samples);
    const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    meter.value = Math.min(1, loud * 4);
    if (meter.value > HEARD) say("audio", "heard");
    setTimeout(look, 100);
  };
  look();
}

async function choices() {
  const all = await navigator.mediaDevices.enumerateDevices();
  for (const select of box.querySelectorAll("[data-choice]")) {
    const some = all.filter(({ kind, deviceId }) => kind === select.dataset.choice && deviceId);
    const now = stream?.getTracks().find(({ kind }) => select.dataset.choice.startsWith(kind))?.getSettings().deviceId;
    select.replaceChildren(...some.map(({ deviceId, label }) => new Option(label || deviceId, deviceId, false, deviceId === now)));
    select.closest(".field").hidden = some.length < 2;
  }
  box.querySelector("[data-choices]").hidden = false;
}

function tones() {
  const speaker = new AudioContext();
  [523, 659].forEach((pitch, n) => {
    const tone = speaker.createOscillator();
    const volume = speaker.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(speaker.destination);
    tone.start(speaker.currentTime + n * 0.4);
    tone.stop(speaker.currentTime + n * 0.4 + 0.3);
  });
  setTimeout(() => speaker.close(), 1500);
}

startButton.addEventListener("click", start);
stopButton.addEventListener("click", stop);
for (const select of box.querySelectorAll("[data-choice]")) select.addEventListener("change", start);
document.querySelector("[data-tone]").addEventListener("click", tones);
window.addEventListener("pagehide", stop);
