<!DOCTYPE html>
<html lang="de">
<!-- Demodaten: Zusammenfassung in eigenen Worten, Quelle: https://www.gesundheitsforschung-bmbf.de/de/richtlinien-zur-forderung-von-forschungsverbunden-zur-primarpravention-und-6981.php -->
<head>
<meta charset="utf-8">
<title>Forschungsverbünde zur Primärprävention und Gesundheitsförderung</title>
<meta name="description" content="Verbünde, die wirksame Vorbeugung entwickeln, prüfen und in den Alltag bringen.">
<link rel="canonical" href="https://www.gesundheitsforschung-bmbf.de/de/richtlinien-zur-forderung-von-forschungsverbunden-zur-primarpravention-und-6981.php">
</head>
<body>
<main id="main">
<article class="article">
<p class="topline">Bekanntmachung | BMBF | <time datetime="2013-06-12">12.06.2013</time></p>
<h1>Forschungsverbünde zur Primärprävention und Gesundheitsförderung</h1>
<div class="rich-text">
<p>Verbünde, die wirksame Vorbeugung entwickeln, prüfen und in den Alltag bringen.</p>
<section>
<h2>Worum es geht</h2>
<p>Forschung und Praxis sollten gemeinsam Angebote der Vorbeugung für bestimmte Zielgruppen erarbeiten.</p>
</section>
<section>
<h2>Frist</h2>
<p>Abgabetermin war der 16. Oktober 2013.</p>
</section>
<p>Maßgeblich ist allein der Text der amtlichen Veröffentlichung.</p>
</div>
</article>
</main>
</body>
</html>
