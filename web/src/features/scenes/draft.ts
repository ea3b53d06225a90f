// The fields of a scene that a person edits.
import type { Scene, Tone } from '../../api/client';
import type { SceneDraft } from './queries';

export const SCENE_FIELDS = ['setting', 'goal', 'tension', 'tone', 'content'] as const;

/** A scene begins in its script's own tone. */
export const emptyScene = (tone: Tone): SceneDraft => ({
  setting: '',
  goal: '',
  tension: '',
  tone,
  content: '',
});

export const draftOf = (scene: Scene): SceneDraft => ({
  setting: scene.setting,
  goal: scene.goal,
  tension: scene.tension,
  tone: scene.tone,
  content: scene.content,
});

/** The fields that differ. */
export function changedFields(before: SceneDraft, after: SceneDraft): Partial<SceneDraft> {
  return Object.fromEntries(
    SCENE_FIELDS.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  );
}
