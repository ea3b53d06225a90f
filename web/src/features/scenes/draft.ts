// The fields of a scene that a person edits.
import type { Scene } from '../../api/client';
import type { SceneDraft } from './queries';

export const SCENE_FIELDS = ['setting', 'goal', 'tension', 'tone', 'content'] as const;

export const EMPTY_SCENE: SceneDraft = { setting: '', goal: '', tension: '', tone: '', content: '' };

export const draftOf = (scene: Scene): SceneDraft => ({
  setting: scene.setting,
  goal: scene.goal ?? '',
  tension: scene.tension ?? '',
  tone: scene.tone ?? '',
  content: scene.content ?? '',
});

/** The fields that differ. */
export function changedFields(before: SceneDraft, after: SceneDraft): Partial<SceneDraft> {
  const out: Partial<SceneDraft> = {};
  for (const name of SCENE_FIELDS) if (before[name] !== after[name]) out[name] = after[name];
  return out;
}
