@echo off
rem Starts Nervure: finds the newest JDK (17 or later), builds once if there is no build yet, and runs.
rem NERVURE_JAVA_HOME names a JDK outright; NERVURE_OPTS adds options for the JVM.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "JDK="
set "MAJOR=0"
set "VERSION="

rem A clone builds into cli\target; a distribution has lib beside this script.
set "APP=%HERE%"
set "TOOL=java.exe"
if not exist "%HERE%\lib\" (
  set "APP=%HERE%\cli\target\nervure"
  set "TOOL=javac.exe"
)

if defined NERVURE_JAVA_HOME (
  call :consider "%NERVURE_JAVA_HOME%"
) else (
  if defined JAVA_HOME call :consider "%JAVA_HOME%"
  for /f "delims=" %%J in ('where java.exe 2^>nul') do call :consider "%%~dpJ.."
  for /d %%D in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\scoop\apps\openjdk*" "%USERPROFILE%\scoop\apps\temurin*") do (
    call :consider "%%~D"
    call :consider "%%~D\current"
  )
)
if not defined JDK (
  if defined NERVURE_JAVA_HOME (
    echo nervure: NERVURE_JAVA_HOME is "%NERVURE_JAVA_HOME%", which is not a JDK 17 or later 1>&2
  ) else (
    echo nervure: no JDK 17 or later found; install one ^(https://adoptium.net^) or set JAVA_HOME to it 1>&2
  )
  exit /b 4
)

if exist "%APP%\nervure" if exist "%APP%\lib\nervure.jar" goto run
echo nervure: building with JDK %VERSION% (once; the first build downloads its libraries) ... 1>&2
pushd "%HERE%"
set "JAVA_HOME=%JDK%"
call mvnw.cmd -q -B -Dmaven.test.skip=true -Dcompiler.warnings=-nowarn -P !static-analysis -pl cli -am package 1>&2
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" (
  echo nervure: the build failed; "mvnw.cmd -pl cli -am package" in %HERE% shows why 1>&2
  exit /b 4
)

:run
set "FLAGS=--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xms16m -XX:MaxRAMPercentage=50 -Xlog:disable"
if %MAJOR% GEQ 24 set "FLAGS=%FLAGS% --sun-misc-unsafe-memory-access=allow"
set "CACHE=%APP%\startup-%VERSION%.jsa"
set "WRITE=-XX:ArchiveClassesAtExit"
set "READ=-XX:SharedArchiveFile"
if %MAJOR% GEQ 25 (
  set "CACHE=%APP%\startup-%VERSION%.aot"
  set "WRITE=-XX:AOTCacheOutput"
  set "READ=-XX:AOTCache"
)
if not exist "%CACHE%" "%JDK%\bin\java.exe" %FLAGS% %WRITE%="%CACHE%" -cp "%APP%\lib\nervure.jar" dev.nervure.cli.Main help profile >nul 2>&1
set "STARTUP="
if exist "%CACHE%" set "STARTUP=%READ%="%CACHE%""
rem The native library's threads sleep while they wait instead of spinning, which other programs would slow down.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
"%JDK%\bin\java.exe" %FLAGS% %STARTUP% %NERVURE_OPTS% -cp "%APP%\lib\nervure.jar" dev.nervure.cli.Main %*
exit /b %ERRORLEVEL%

rem Takes the JDK at %1 if it is newer than the best so far; its release file tells the version without starting it.
:consider
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\bin\%TOOL%" exit /b 0
if not exist "%~1\release" exit /b 0
set "FOUND="
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b JAVA_VERSION^= "%~1\release"`) do set "FOUND=%%~V"
if not defined FOUND exit /b 0
for /f "delims=.-+" %%M in ("%FOUND%") do set "FOUND_MAJOR=%%M"
if %FOUND_MAJOR% LSS 17 exit /b 0
if %FOUND_MAJOR% LEQ %MAJOR% exit /b 0
set "JDK=%~f1"
set "MAJOR=%FOUND_MAJOR%"
set "VERSION=%FOUND%"
exit /b 0
