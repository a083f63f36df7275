<!DOCTYPE html>
<html lang="de">
<!-- Demodaten: Zusammenfassung in eigenen Worten, Quelle: https://www.gesundheitsforschung-bmftr.de/de/wissenschaftsjahr-2026-medizin-der-zukunft-18717.php -->
<head>
<meta charset="utf-8">
<title>Wissenschaftsjahr 2026 – Medizin der Zukunft</title>
<meta name="description" content="Projekte der Wissenschaftskommunikation, die Menschen mit der Medizin von morgen ins Gespräch bringen.">
<link rel="canonical" href="https://www.gesundheitsforschung-bmftr.de/de/wissenschaftsjahr-2026-medizin-der-zukunft-18717.php">
</head>
<body>
<main id="main">
<article class="article">
<p class="topline">Bekanntmachung | BMFTR | <time datetime="2025-07-04">04.07.2025</time></p>
<h1>Wissenschaftsjahr 2026 – Medizin der Zukunft</h1>
<div class="rich-text">
<p>Projekte der Wissenschaftskommunikation, die Menschen mit der Medizin von morgen ins Gespräch bringen.</p>
<section>
<h2>Worum es geht</h2>
<p>Bezuschusst werden neue, auch spielerische und beteiligende Formate, in denen Forschung und Bürgerschaft über die Medizin der Zukunft reden. Partner aus Bildung, Kultur, Politik und Zivilgesellschaft sind willkommen.</p>
</section>
<section>
<h2>Frist</h2>
<p>Der Aufruf stammt vom 4. Juli 2025; Abgabetermin war der 3. September 2025.</p>
</section>
<p>Maßgeblich ist allein der Text der amtlichen Veröffentlichung.</p>
</div>
</article>
</main>
</body>
</html>
