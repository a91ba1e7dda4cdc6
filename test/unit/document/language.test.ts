import assert from 'node:assert/strict';
import { languageDetector } from '../../../server/src/document/language.ts';

const detectLanguage = await languageDetector();

describe('the language detector', () => {
  it('knows running text', () => {
    const samples: Record<string, string> = {
      en: 'The company said on Monday that it would close the plant in Leeds and move to Aberdeen next year.',
      de: 'Der Bundestag hat am Donnerstag ein Gesetz verabschiedet, das ab dem kommenden Jahr gelten soll.',
      fr: "Le locataire s'engage à payer le loyer le premier de chaque mois et à entretenir les lieux.",
      es: 'El ministro anunció ayer que los impuestos no subirán durante este año, aunque siga la inflación.',
      ko: '세종대왕은 1443년에 훈민정음을 창제하였고, 이는 오늘날 한글로 불린다.',
      zh: '李白是唐代著名的诗人，出生于公元701年。',
      ja: '夏目漱石は1867年に東京で生まれた。',
      ru: 'Правительство объявило о новых мерах поддержки, которые вступят в силу с января.',
      el: 'Ο Νίκος Καζαντζάκης γεννήθηκε στο Ηράκλειο.',
      he: 'דוד בן גוריון היה ראש הממשלה הראשון',
      ar: 'ولد نجيب محفوظ في القاهرة عام 1911 وحصل على جائزة نوبل في الأدب',
    };
    for (const [language, text] of Object.entries(samples)) {
      assert.deepEqual(detectLanguage(text), { language, reliable: true }, text);
    }
  });

  it('says nothing of what is no evidence', () => {
    for (const text of [
      '',
      '12345 67890',
      'Ada',
      'https://example.org/el/camino/de/la/vida',
      'x = f(a, b);',
      '😀',
    ]) {
      assert.equal(detectLanguage(text), undefined, text);
    }
  });

  it('is not sure of lists of names and of short texts', () => {
    const names =
      'García Márquez, Gabriel; Vargas Llosa, Mario; Cortázar, Julio; Borges, Jorge Luis; Neruda, Pablo';
    for (const text of [names, 'la vida es un sueño hoy']) {
      assert.notEqual(detectLanguage(text)?.reliable, true, text);
    }
  });

  it('takes English with foreign names for English', () => {
    const text =
      'The museum shows works by 葛飾北斎 and letters of Александр Пушкин next to a copy of Les Misérables.';
    assert.equal(detectLanguage(text)?.language, 'en');
  });
});
