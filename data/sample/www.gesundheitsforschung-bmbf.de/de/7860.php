<!DOCTYPE html>
<html lang="de">
<!-- Demodaten: Zusammenfassung in eigenen Worten, Quelle: https://www.gesundheitsforschung-bmbf.de/de/7860.php -->
<head>
<meta charset="utf-8">
<title>Begleitforschung zur Förderinitiative „Gesund – ein Leben lang“</title>
<meta name="description" content="Ein Projekt, das die Vorhaben zu Prävention und Versorgung vernetzt und ihre Ergebnisse zusammenführt.">
<link rel="canonical" href="https://www.gesundheitsforschung-bmbf.de/de/7860.php">
</head>
<body>
<main id="main">
<article class="article">
<p class="topline">Bekanntmachung | BMBF | <time datetime="2018-08-23">23.08.2018</time></p>
<h1>Begleitforschung zur Förderinitiative „Gesund – ein Leben lang“</h1>
<div class="rich-text">
<p>Ein Projekt, das die Vorhaben zu Prävention und Versorgung vernetzt und ihre Ergebnisse zusammenführt.</p>
<section>
<h2>Worum es geht</h2>
<p>Gesucht wurde ein Begleitprojekt mit eigenen Forschungsfragen, das den Austausch zwischen den geförderten Vorhaben organisiert.</p>
</section>
<section>
<h2>Frist</h2>
<p>Abgabetermin war der 5. November 2018.</p>
</section>
<p>Maßgeblich ist allein der Text der amtlichen Veröffentlichung.</p>
</div>
</article>
</main>
</body>
</html>
